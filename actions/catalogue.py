"""业务咨询: what we carry, how, where and under which rules. Everything it knows stands in data/knowledge/."""

from __future__ import annotations

from actions.knowledge import knowledge
from actions.knowledge.coverage import Kind
from actions.knowledge.products import Product, Then
from actions.knowledge.rules import GoodsRule
from actions.turn import Turn, TurnAction

MOST_GOODS_AT_ONCE = 3
LIST_COMMA = "\u3001"
# What a yes takes up after an answer that ended with an offer.
TAKEN_UP_BY: dict[Then, str] = {"quote": "quote_form", "book": "pickup_form", "person": "action_hand_over"}
AFTER_PLACE: dict[Kind, Then] = {"mainland": "quote", "remote": "quote", "abroad_unknown": "person"}


class AnswerServiceType(TurnAction):
    """What a service is, what tells two apart, which one fits a need; the families when nothing is named."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer_service_type"

    def act(self, turn: Turn) -> None:
        """Several are compared; else a known question is answered; else one is explained, or the need decides."""
        known = knowledge()
        catalogue = known.catalogue
        named = list(dict.fromkeys([*turn.entities("product"), *catalogue.alternatives_in(turn.text)]))
        products = [catalogue.product(code) for code in named if code in catalogue.products]
        if len(named) > 1:
            turn.say("utter_products_compared", difference=_difference(named))
        elif answer := known.questions.answer(turn.text, turn.intent):
            turn.say_text(answer)
        elif products:
            _explain(turn, products[0], products[0].what + products[0].suits + products[0].limits)
        elif named:
            turn.say("utter_products_compared", difference=catalogue.what(named[0]))
        elif need := catalogue.for_need(turn.text):
            _explain(turn, catalogue.product(need.products[0]), need.says)
        else:
            turn.say("utter_products_offered", families="".join(family.says for family in catalogue.families.values()))


class AnswerPackaging(TurnAction):
    """How to pack what was named, or in general."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer_packaging"

    def act(self, turn: Turn) -> None:
        """A known question, else by the goods."""
        known = knowledge()
        answer = known.questions.answer(turn.text, turn.intent)
        turn.say_text(answer or known.packing_advice(turn.text))


class AnswerProhibitedItems(TurnAction):
    """Whether things may be sent and on what condition; honest about things we do not know."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer_prohibited_items"

    def act(self, turn: Turn) -> None:
        """A known question, else the rules of the goods named and the names of those we do not know."""
        known = knowledge()
        if answer := known.questions.answer(turn.text, turn.intent):
            turn.say_text(answer)
            return
        goods = turn.entities("goods")[:MOST_GOODS_AT_ONCE]
        found = {rule.code: rule for rule in map(known.rule_for, goods or [turn.text]) if rule}
        unknown = [name for name in goods if not known.rule_for(name)]
        if found:
            _tell_rules(turn, list(found.values()))
        if unknown:
            turn.say("utter_goods_unknown", goods=LIST_COMMA.join(unknown))
            _offer(turn, "person")
        if not found and not unknown:
            turn.say("utter_goods_not_named")


class AnswerInsurance(TurnAction):
    """The rules of declared value and compensation, before anything has happened."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer_insurance"

    def act(self, turn: Turn) -> None:
        """By the topic of the words."""
        turn.say_text(knowledge().insurance_advice(turn.text))


class AnswerCoverage(TurnAction):
    """Whether and how a place is served, or which outlets it has."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer_coverage"

    def act(self, turn: Turn) -> None:
        """Outlets if they are asked for and known; else a known question; else how the place is served."""
        known = knowledge()
        place = _place(turn)
        served = known.coverage.served(place)
        outlet_wanted = known.coverage.asks_for_outlet(turn.text)
        outlets = known.coverage.outlets_in(place) if outlet_wanted else []
        if served and outlets:
            turn.say("utter_outlets", place=served.name, outlets="\n".join(map(known.coverage.told, outlets)))
        elif answer := known.questions.answer(turn.text, turn.intent):
            turn.say_text(answer)
        elif served is None:
            turn.say("utter_place_not_named")
        elif outlet_wanted:
            turn.say("utter_outlets_unknown", place=served.name)
        else:
            turn.say(f"utter_place_{served.kind}", place=served.name, extra=served.extra_working_days)
            _offer(turn, AFTER_PLACE.get(served.kind))


class AnswerServiceHours(TurnAction):
    """When we work: holidays, nights, weekends."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer_service_hours"

    def act(self, turn: Turn) -> None:
        """A known question, else the hours in general."""
        _answer_question(turn, mostly_meant="hours")


class AnswerHotline(TurnAction):
    """Our phone number, and that all of it can be done here."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer_hotline"

    def act(self, turn: Turn) -> None:
        """A known question, else the number."""
        _answer_question(turn, mostly_meant="hotline")


class AnswerMerchantOrder(TurnAction):
    """What only the shop knows of its order, and what we can do once there is a parcel."""

    def name(self) -> str:
        """See domain.yml."""
        return "action_answer_merchant_order"

    def act(self, turn: Turn) -> None:
        """A known question, else that the shop decides when it ships."""
        _answer_question(turn, mostly_meant="shop_ships_when")


def _answer_question(turn: Turn, mostly_meant: str) -> None:
    """Answer the question of faq.yml that the words tell of, else the one that people mostly mean by the intent."""
    questions = knowledge().questions
    turn.say_text(questions.answer(turn.text, turn.intent) or questions.says(mostly_meant))


def _difference(named: list[str]) -> str:
    """What tells the first two apart if that is written down, else what each of them is."""
    catalogue = knowledge().catalogue
    noted = catalogue.compare(*named) if len(named) == 2 else None
    return noted or "".join(map(catalogue.what, named))


def _explain(turn: Turn, product: Product, about: str) -> None:
    """Say it, then what comes next for a product of its family."""
    then = knowledge().catalogue.families[product.family].then
    if _form_waits(turn):
        turn.say_text(about)
        return
    turn.say(f"utter_product_then_{then}", about=about, product=product.code)
    _offer(turn, then)


def _tell_rules(turn: Turn, rules: list[GoodsRule]) -> None:
    """Say whether these goods may be sent, and offer a courier where some of them may."""
    told = "".join(rule.says + rule.instead for rule in rules)
    if _form_waits(turn) or all(rule.rule == "forbidden" for rule in rules):
        turn.say_text(told)
        return
    turn.say("utter_goods_sendable", rules=told)
    _offer(turn, "book")


def _form_waits(turn: Turn) -> bool:
    """Whether the question came up in the middle of something: then it is answered and nothing else is offered."""
    return (turn.active_form or turn["interrupted_form"]) is not None


def _offer(turn: Turn, then: Then | None) -> None:
    """Let a yes take it up."""
    if then is not None and not _form_waits(turn):
        turn["offer"] = TAKEN_UP_BY[then]


def _place(turn: Turn) -> str:
    """The place asked about: where a parcel goes before where it is from, what was understood before the raw words."""
    cities = [*turn.entities("city", role="destination"), *turn.entities("city")]
    addresses = [address["text"] for address in turn.entities("address")]
    return " ".join([*cities, *addresses, turn.text])
