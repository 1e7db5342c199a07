"""Rasa's project importer, with the customers' words in files of their own, and the sentences read once.

`domain.yml` is the contract (intents, entities, slots, forms, actions); the responses of a capability are in
`data/responses/<capability>.yml`, each a domain file that holds nothing but `responses`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.loading import load_data
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from rasa.shared.utils.io import get_text_hash

RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"


class SplitDomainImporter(RasaFileImporter):
    """Reads the domain with every file of `data/responses/`, and the sentences of `data/nlu/`.

    In a training Rasa makes two importers and asks each several times; they share what was read.
    """

    def get_domain(self) -> Domain:
        """The whole domain."""
        return _domain(self._domain_path)

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Every sentence."""
        return _sentences(tuple(self._nlu_files))


class Sentence(Message):
    """A training sentence. Rasa copies all of them, as deep as they go, a dozen times in a training; text and intent
    never change, so that new dicts around them are copies enough, in a tenth of the time.
    """

    _cached_fingerprint: str | None

    def set(self, prop: str, info: object, add_to_output: bool = False) -> None:
        """Keep the fingerprint where nothing changes: Rasa strips every intent, and fingerprints anew, as often."""
        if add_to_output or self.get(prop) != info:
            super().set(prop, info, add_to_output)

    def fingerprint(self) -> str:
        """Of a sentence as it was read in one go: Rasa's way, which reaches into whatever a message may hold, takes
        ten times as long.
        """
        if self._cached_fingerprint is None and self.data.keys() == {TEXT, INTENT} and not self.features:
            self._cached_fingerprint = get_text_hash(f"{self.data[INTENT]} {self.data[TEXT]}")
        return str(super().fingerprint())

    def __deepcopy__(self, memo: dict[int, Any]) -> Sentence:
        copied = Sentence(self.data, set(self.output_properties), self.time, list(self.features))
        copied._cached_fingerprint = self._cached_fingerprint
        return copied


@cache
def _domain(path: str | None) -> Domain:
    own = [path] if path else []
    return Domain.load([*own, *sorted(RESPONSES.glob("*.yml"))])


@cache
def _sentences(files: tuple[str, ...]) -> TrainingData:
    # Only Dialogflow's files, of which we have none, are read differently in another language.
    read = [load_data(file, "zh") for file in files]
    for data in read:
        data.training_examples = [Sentence(example.data) for example in data.training_examples]
    return TrainingData().merge(*read)
