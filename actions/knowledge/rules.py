"""What may be sent, how it is packed, what is paid when something goes wrong.

The files: prohibited.yml, packaging.yml, compensation.yml.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from actions.knowledge.files import KnowledgeFile

Grievous = Literal["lost", "damaged", "late"]


@dataclass(frozen=True)
class GoodsRule:
    """Whether a category of goods may be sent.

    `says` is the sentence for the customer; `instead` what they can do where it may not be sent; `product` the code
    of the service that fits where it may.
    """

    code: str
    name: str
    rule: Literal["forbidden", "conditional", "allowed"]
    says: str
    instead: str = ""
    product: str | None = None


@dataclass(frozen=True)
class GoodsRules:
    """The rules by category, and the category of every word of the lexicon."""

    rules: dict[str, GoodsRule]
    category_of: dict[str, str]

    def rule_for(self, goods: str) -> GoodsRule | None:
        """The rule for the goods that the text names; the longest name counts (手机壳 is no 手机). None for others.

        A name of one character counts only at the end (一束花): elsewhere it is mostly part of another word (花钱).
        """
        names = (word for word in self.category_of if goods.endswith(word) or (len(word) > 1 and word in goods))
        named = max(names, key=len, default=None)
        return self.rules[self.category_of[named]] if named else None


@dataclass(frozen=True)
class Advice:
    """A sentence on one subject, the words the subject is known by, and the categories of goods it is for."""

    code: str
    says: str
    words: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()


@dataclass(frozen=True)
class CompensationRule:
    """What is paid with and without insurance, and which papers a claim needs."""

    code: Grievous
    insured: str
    uninsured: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Compensation:
    """Everything in compensation.yml; its sentences are ready to be spoken."""

    figures: dict[str, float]
    rules: dict[str, CompensationRule]
    topics: dict[str, Advice]


def load_goods_rules(file: KnowledgeFile, lexicon: KnowledgeFile, products: set[str]) -> GoodsRules:
    """The rules of prohibited.yml with the words of goods.yml.

    Raises `KnowledgeError` also for a product that is none of `products`, for a ban with a product, and for a category
    of words without a rule.
    """
    rules = file.keyed(GoodsRule, "categories")
    for code, rule in rules.items():
        if rule.product is not None and (rule.product not in products or rule.rule == "forbidden"):
            raise file.error(f"categories.{code}.product", "should be a product's code, and of goods that may be sent")
    words: dict[str, list[str]] = lexicon.value("categories")
    if unruled := set(words) - set(rules):
        raise lexicon.error("categories", f"no rule in {file.path.name} for {sorted(unruled)}")
    return GoodsRules(rules, {word: category for category, known in words.items() for word in known})


def load_compensation(file: KnowledgeFile) -> Compensation:
    """The rules of compensation with their figures filled in."""
    figures: dict[str, float] = file.value("figures")
    for name, figure in figures.items():
        if not isinstance(figure, int | float) or figure < 0:
            raise file.error(f"figures.{name}", "should be a number that is not negative")
    return Compensation(
        figures=figures,
        rules={
            code: replace(
                rule,
                insured=file.fill(f"rules.{code}.insured", rule.insured, figures),
                uninsured=file.fill(f"rules.{code}.uninsured", rule.uninsured, figures),
            )
            for code, rule in file.keyed(CompensationRule, "rules").items()
        },
        topics=_advice(file, "topics", figures),
    )


def load_packaging(file: KnowledgeFile, categories: set[str]) -> dict[str, Advice]:
    """How to pack. Raises `KnowledgeError` also for goods of a category that is none of `categories`."""
    packaging = _advice(file, "kinds", {})
    for code, kind in packaging.items():
        if not categories.issuperset(kind.goods):
            raise file.error(f"kinds.{code}.goods", f"should name some of {sorted(categories)}")
    return packaging


def _advice(file: KnowledgeFile, section: str, values: dict[str, float]) -> dict[str, Advice]:
    """A section of advice with `values` filled in. It needs an entry `general`, for whatever the others do not know."""
    advice = {
        code: replace(one, says=file.fill(f"{section}.{code}.says", one.says, values))
        for code, one in file.keyed(Advice, section).items()
    }
    if "general" not in advice:
        raise file.error(f"{section}.general", "is missing")
    return advice
