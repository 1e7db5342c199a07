"""What can go wrong behind a port.

BackendError
├── Unavailable      no answer, a late one, or one that makes no sense: say so, offer a person, try later
└── Refused          a clear no, with the backend's code: each adapter's port names the codes that matter
"""

from __future__ import annotations


class BackendError(Exception):
    """Something behind a port went wrong."""


class Unavailable(BackendError):
    """The backend cannot be asked at the moment."""


class Refused(BackendError):
    """The backend understood and said no.

    `code` is the backend's own (6150, `proof_needed`); `detail` what came with it.
    """

    def __init__(self, code: str, message: str = "", detail: dict[str, object] | None = None) -> None:
        super().__init__(f"{code} {message}".strip())
        self.code = code
        self.detail = detail or {}
