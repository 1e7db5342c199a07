"""The service catalogue: products, what tells two of them apart, and which one fits a need (products.yml)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from actions.knowledge.files import KnowledgeFile
from actions.knowledge.words import best, matched

Then = Literal["quote", "book", "person"]
FamilyCode = Literal["speed", "economy", "security", "special", "abroad", "added", "business"]


@dataclass(frozen=True)
class Product:
    """One service, in sentences to be spoken as they stand; `limits` may be empty.

    `express_type_id` is its number in the carrier's interface, None where that names none.
    """

    code: str
    name: str
    family: FamilyCode
    what: str
    suits: str
    price: str
    limits: str = ""
    express_type_id: int | None = None


@dataclass(frozen=True)
class Family:
    """A group of products: what it is for, in one sentence, and what comes after one of it was explained.

    `then`: `quote` (its price and transit time), `book` (it is added to a pickup), `person` (it needs a contract).
    """

    code: str
    name: str
    says: str
    then: Then


@dataclass(frozen=True)
class Alternative:
    """What a product is weighed against without being one: not insured, the sender pays."""

    code: str
    name: str
    words: tuple[str, ...]
    what: str


@dataclass(frozen=True)
class Comparison:
    """How two products (or a product and an alternative) differ and how to choose."""

    between: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Need:
    """What a customer wants, the products that fit it - the first fits best - and one reason."""

    code: str
    words: tuple[str, ...]
    products: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Catalogue:
    """Everything in products.yml."""

    products: dict[str, Product]
    families: dict[str, Family]
    alternatives: dict[str, Alternative]
    comparisons: tuple[Comparison, ...]
    needs: dict[str, Need]

    def product(self, code: str) -> Product:
        """The product of that code. Raises KeyError for a code that is not in the contract."""
        return self.products[code]

    def what(self, code: str) -> str:
        """What a product or an alternative is, in one sentence."""
        return (self.products.get(code) or self.alternatives[code]).what

    def compare(self, one: str, other: str) -> str | None:
        """What tells two products or alternatives apart, in either order; None where nobody has written it down."""
        pair = {one, other}
        return next((note.says for note in self.comparisons if set(note.between) == pair), None)

    def for_need(self, text: str) -> Need | None:
        """The need that the words tell of."""
        return best(self.needs.values(), text)

    def alternatives_in(self, text: str) -> list[str]:
        """Codes of the alternatives that the words name."""
        return [code for code, one in self.alternatives.items() if any(matched(word, text) for word in one.words)]


def load_catalogue(file: KnowledgeFile) -> Catalogue:
    """The catalogue. Raises `KnowledgeError` also for a code that stands for nothing."""
    catalogue = Catalogue(
        products=file.keyed(Product, "products"),
        families=file.keyed(Family, "families"),
        alternatives=file.keyed(Alternative, "alternatives"),
        comparisons=file.listed(Comparison, "compare"),
        needs=file.keyed(Need, "needs"),
    )
    numbers = [one.express_type_id for one in catalogue.products.values() if one.express_type_id is not None]
    if len(set(numbers)) < len(numbers):
        raise file.error("products", "two products have the same express_type_id")
    comparable = {*catalogue.products, *catalogue.alternatives}
    for number, note in enumerate(catalogue.comparisons):
        if len(set(note.between)) != 2 or not comparable.issuperset(note.between):
            raise file.error(f"compare[{number}].between", f"should name two of {sorted(comparable)}")
    for code, need in catalogue.needs.items():
        if not need.products or not set(need.products) <= set(catalogue.products):
            raise file.error(f"needs.{code}.products", f"should name some of {sorted(catalogue.products)}")
    return catalogue
