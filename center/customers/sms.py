"""The SMS gateway: one call, with an end to waiting for it (docs/contracts.md, section 3)."""

import logging

import requests

from center.customers.masking import mask_phone
from center.env import env

# Inside the two seconds that the actions server waits for us.
TIMEOUT_SECONDS = (0.5, 1.2)

log = logging.getLogger(__name__)


class SmsFailed(Exception):
    """The gateway did not take the message."""


def send_sms(phone: str, text: str) -> None:
    """Hand `text` to the gateway for `phone` (11 digits). Raises SmsFailed."""
    try:
        answer = requests.post(
            f"{env().sms_url}/messages",
            json={"phone": phone, "text": text},
            timeout=TIMEOUT_SECONDS,
            allow_redirects=False,
        )
    except requests.RequestException as problem:
        log.warning("SMS to %s failed: %s", mask_phone(phone), type(problem).__name__)
        raise SmsFailed from problem
    if answer.status_code != 202:
        log.warning("SMS to %s refused with status %d", mask_phone(phone), answer.status_code)
        raise SmsFailed
