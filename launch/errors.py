"""The one way the launcher gives up."""

from __future__ import annotations


class LaunchError(Exception):
    """It cannot go on. The message is one plain sentence for the person at the terminal, shown without a traceback."""
