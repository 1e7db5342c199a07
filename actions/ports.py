"""The ports as the actions use them: made once, from the settings."""

from __future__ import annotations

from functools import cache

from actions.backends.carrier import Carrier
from actions.backends.center import Center
from actions.backends.center_http import CenterHttp
from actions.backends.sf import SfCarrier
from actions.backends.sf_envelope import SfPlatform
from actions.knowledge import knowledge
from actions.settings import settings


@cache
def carrier() -> Carrier:
    """The carrier that answers for parcels, prices and pickups."""
    ours = settings()
    platform = SfPlatform(ours.carrier_url, ours.carrier_partner_id, ours.carrier_checkword)
    return SfCarrier(platform, knowledge().express_types())


@cache
def center() -> Center:
    """The center that keeps tickets and people."""
    return CenterHttp(settings().center_url, settings().center_token)
