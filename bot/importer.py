"""Rasa's project importer, with the customers' words in files of their own, and the sentences read once.

`domain.yml` is the contract (intents, entities, slots, forms, actions); the responses of a capability are in
`data/responses/<capability>.yml`, each a domain file that holds nothing but `responses`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import cast

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData

RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"


class SplitDomainImporter(RasaFileImporter):
    """Reads the domain and merges in every file of `data/responses/`."""

    def get_domain(self) -> Domain:
        """The whole domain."""
        domain = super().get_domain()
        for path in sorted(RESPONSES.glob("*.yml")):
            domain = domain.merge(Domain.load(path))
        return domain

    @cache  # noqa: B019 - there is one importer a training, and Rasa asks it three times
    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """Every sentence of `data/nlu/`; not to be changed by who asks."""
        return cast(TrainingData, super().get_nlu_data(language))
