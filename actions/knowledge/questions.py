"""Questions that are about no single product, with their answers (faq.yml)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from actions.knowledge.files import KnowledgeFile
from actions.knowledge.words import best


@dataclass(frozen=True)
class Question:
    """A question people ask, the intents under which they ask it, and the answer."""

    code: str
    asked_as: tuple[str, ...]
    words: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class Questions:
    """Everything in faq.yml."""

    questions: dict[str, Question]

    def answer(self, text: str, intent: str) -> str | None:
        """The answer to the question that the words tell of, among those asked under the intent."""
        found = best((one for one in self.questions.values() if intent in one.asked_as), text)
        return found.says if found else None

    def says(self, code: str) -> str:
        """The answer to one question. Raises KeyError for a code that faq.yml does not hold."""
        return self.questions[code].says


def load_questions(file: KnowledgeFile, values: Mapping[str, str]) -> Questions:
    """The questions, their answers filled in with `values`."""
    return Questions(
        {
            code: replace(one, says=file.fill(f"questions.{code}.says", one.says, values))
            for code, one in file.keyed(Question, "questions").items()
        }
    )
