"""Rasa's project importer, with the customers' words in files of their own.

`domain.yml` is the contract (intents, entities, slots, forms, actions); the responses of a capability are in
`data/responses/<capability>.yml`, each a domain file that holds nothing but `responses`.
"""

from __future__ import annotations

from pathlib import Path

from rasa.shared.core.domain import Domain
from rasa.shared.importers.rasa import RasaFileImporter

RESPONSES = Path(__file__).resolve().parent.parent / "data" / "responses"


class SplitDomainImporter(RasaFileImporter):
    """Reads the domain and merges in every file of `data/responses/`."""

    def get_domain(self) -> Domain:
        """The whole domain."""
        domain = super().get_domain()
        for path in sorted(RESPONSES.glob("*.yml")):
            domain = domain.merge(Domain.load(path))
        return domain
