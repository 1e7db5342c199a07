"""`python -m center <command>`: Django's commands, and `worker`, which answers what customers write."""

import asyncio
import os
import sys

import django
from django.core.management import execute_from_command_line

from center.env import BadSetting


def main() -> None:
    """Run one command; a missing setting is one sentence on stderr and exit status 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "center.settings")
    try:
        django.setup()
    except BadSetting as problem:
        sys.exit(f"center: {problem}")
    if sys.argv[1:] == ["worker"]:
        from center.conversations.worker import run  # after django.setup(): it imports models

        asyncio.run(run())
    else:
        execute_from_command_line(["python -m center", *sys.argv[1:]])


if __name__ == "__main__":
    main()
