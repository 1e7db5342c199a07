"""What all forms share: when a message fills the form, and when it is about something else.

A form asks for its slots one after the other (`forms:` in domain.yml); the subclass reads whatever a message holds,
in any order. A message that is about something else makes the form step aside: the rules answer it as they would
anywhere, then the form asks again.
"""

from __future__ import annotations

from abc import abstractmethod

from actions.turn import Turn, TurnAction

# These are obeyed whatever the form has just asked.
CONTROLS = {"human_agent", "stop", "start_over", "repeat", "abuse"}
# These are answers, or mean nothing by themselves: never a reason to leave.
ANSWERS = {"inform", "affirm", "deny", "nlu_fallback", "greet", "thanks", ""}


class FormFilling(TurnAction):
    """`validate_<form>`: fills the form's slots from the latest message."""

    form: str
    # What the form gathers, forgotten when it is stopped or done.
    slots: tuple[str, ...]
    own_intents: frozenset[str] = frozenset()
    returns_to_form = False
    keeps_offer = True

    def name(self) -> str:
        """The name under which Rasa's form looks for its validation."""
        return f"validate_{self.form}"

    def act(self, turn: Turn) -> None:
        """Fill, or step aside."""
        if turn.acted_since_message(besides=self.form):
            self.come_back(turn)
            return
        if turn.requested_slot is not None and self._is_about_something_else(turn):
            turn.step_aside(self.form)
            return
        self.fill(turn)
        if turn.intent in self.own_intents and not turn.events:
            # The same wish again holds nothing new: a slot that is set keeps Rasa from rejecting the form.
            turn["interrupted_form"] = None

    def _is_about_something_else(self, turn: Turn) -> bool:
        if turn.intent in CONTROLS:
            return True
        return turn.intent not in ANSWERS | self.own_intents and not self.is_answered(turn)

    @abstractmethod
    def is_answered(self, turn: Turn) -> bool:
        """Whether the message holds what `turn.requested_slot` asked for, whatever its intent."""

    @abstractmethod
    def fill(self, turn: Turn) -> None:
        """Set the slots the message speaks of."""

    def come_back(self, turn: Turn) -> None:
        """After something else was answered; Rasa then asks for the next empty slot by itself."""

    def fail(self, turn: Turn) -> None:
        """A port could not be asked: say so and leave the form; what was filled stays for another try."""
        super().fail(turn)
        turn.leave_form()


def slots_of(form: str | None) -> tuple[str, ...]:
    """What a form gathers; nothing for no form."""
    return next((filling.slots for filling in FormFilling.__subclasses__() if filling.form == form), ())
