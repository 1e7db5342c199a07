"""What the assistant knows of the service: data/knowledge/, read once, checked, and asked by name.

`knowledge()` is the whole of it. Its parts, one file of data each:

    catalogue      products, comparisons, needs           products.yml
    promises       promises, standards of service         promises.yml
    goods          what may be sent                       prohibited.yml (words: data/lexicon/goods.yml)
    packaging      how to pack                            packaging.yml
    compensation   insurance and what is paid             compensation.yml
    coverage       where we go, outlets                   coverage.yml (places: data/lexicon/places.tsv)
    questions      everything else people ask             faq.yml
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from actions.knowledge.coverage import Coverage, load_coverage
from actions.knowledge.files import KnowledgeError, KnowledgeFile
from actions.knowledge.products import Catalogue, Product, load_catalogue
from actions.knowledge.promises import Promise, Promises, load_promises
from actions.knowledge.questions import Questions, load_questions
from actions.knowledge.rules import (
    Advice,
    Compensation,
    GoodsRule,
    GoodsRules,
    load_compensation,
    load_goods_rules,
    load_packaging,
)
from actions.knowledge.words import best

__all__ = ["Knowledge", "KnowledgeError", "knowledge", "load"]

DATA = Path(__file__).resolve().parents[2] / "data"


@dataclass(frozen=True)
class Knowledge:
    """Everything we know, in parts; the questions that are asked most are methods here."""

    catalogue: Catalogue
    promises: Promises
    goods: GoodsRules
    packaging: dict[str, Advice]
    compensation: Compensation
    coverage: Coverage
    questions: Questions

    def product(self, code: str) -> Product:
        """The product of that code of the contract. Raises KeyError for any other."""
        return self.catalogue.product(code)

    def express_types(self) -> dict[str, int]:
        """The carrier's numbers (`expressTypeId`) by product code, for the products that have one."""
        products = self.catalogue.products.values()
        return {one.code: one.express_type_id for one in products if one.express_type_id is not None}

    def promise(self, name: str) -> Promise:
        """A promise by its name in promises.yml. Raises KeyError for what we do not promise."""
        return self.promises.promises[name]

    def rule_for(self, goods: str) -> GoodsRule | None:
        """Whether the goods that the text names may be sent; None for goods we do not know."""
        return self.goods.rule_for(goods)

    def packing_advice(self, text: str) -> str:
        """How to pack what the text names, or in general; for goods that may not be sent, that sentence instead."""
        if subject := best(self.packaging.values(), text):
            return subject.says
        rule = self.rule_for(text)
        if rule and rule.rule == "forbidden":
            return rule.says + rule.instead
        kinds = (kind for kind in self.packaging.values() if rule and rule.code in kind.goods)
        return next(kinds, self.packaging["general"]).says

    def insurance_advice(self, text: str) -> str:
        """The rule of insurance or compensation that the text asks for, or the gist of them."""
        topics = self.compensation.topics
        return (best(topics.values(), text) or topics["general"]).says


@cache
def knowledge() -> Knowledge:
    """What data/ says, read once."""
    return load(DATA)


def load(data: Path) -> Knowledge:
    """Read `knowledge/` and `lexicon/` of a data folder. Raises `KnowledgeError` for what is amiss."""

    def file(name: str) -> KnowledgeFile:
        return KnowledgeFile(data / name)

    catalogue = load_catalogue(file("knowledge/products.yml"))
    promises = load_promises(file("knowledge/promises.yml"))
    goods = load_goods_rules(
        file("knowledge/prohibited.yml"), file("lexicon/goods.yml"), products=set(catalogue.products)
    )
    return Knowledge(
        catalogue=catalogue,
        promises=promises,
        goods=goods,
        packaging=load_packaging(file("knowledge/packaging.yml"), categories=set(goods.rules)),
        compensation=load_compensation(file("knowledge/compensation.yml")),
        coverage=load_coverage(
            file("knowledge/coverage.yml"), file("lexicon/places.yml"), places=data / "lexicon" / "places.tsv"
        ),
        questions=load_questions(file("knowledge/faq.yml"), promises.spoken()),
    )
