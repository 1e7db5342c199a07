"""`python -m center ensure_agent`: the agent named in the environment exists and may use the desk and the tickets."""

import os
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    """Creates the agent, or gives an existing one this password."""

    help = "Create or update the agent SUDA_AGENT_USERNAME with the password SUDA_AGENT_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError, in one sentence, when a variable is missing or the password too weak."""
        username, password = _variable("SUDA_AGENT_USERNAME"), _variable("SUDA_AGENT_PASSWORD")
        agent = User.objects.filter(username=username).first() or User(username=username)
        try:
            validate_password(password, agent)
        except ValidationError as problem:
            raise CommandError(f"SUDA_AGENT_PASSWORD is too weak: {' '.join(problem.messages)}") from problem
        agent.is_staff = agent.is_active = True
        if not agent.check_password(password):  # a new hash would log the agent out everywhere
            agent.set_password(password)
        agent.save()
        self.stdout.write(f"{username} may use the desk.")


def _variable(name: str) -> str:
    value = os.environ.get(name, "")
    if not value.strip():
        raise CommandError(f"{name} is not set.")
    return value
