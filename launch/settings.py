"""Every setting of a run, in one typed place: from the environment, else from `.suda/secrets.env`, else the default."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from launch.errors import LaunchError
from launch.network import LOOPBACK, free_port
from launch.orphans import MARK

CHECKOUT = Path(__file__).resolve().parent.parent

# What a first run makes up and keeps, so that no installation shares a secret with another.
GENERATED: dict[str, Callable[[], str]] = {
    "SUDA_BOT_TOKEN": lambda: secrets.token_urlsafe(32),
    "SUDA_CENTER_TOKEN": lambda: secrets.token_urlsafe(32),
    "SUDA_ACTIONS_TOKEN": lambda: secrets.token_urlsafe(32),
    "SUDA_SECRET_KEY": lambda: secrets.token_urlsafe(50),
    "SUDA_AGENT_PASSWORD": lambda: secrets.token_urlsafe(12),
    "SANDBOX_PARTNER_ID": lambda: "SUDA" + secrets.token_hex(4).upper(),
    "SANDBOX_CHECKWORD": lambda: secrets.token_urlsafe(24),
}


@dataclass(frozen=True)
class Ports:
    """Where each server listens on the loopback interface."""

    web: int = 8000
    bot: int = 5005
    actions: int = 5055
    sandbox: int = 8600

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Ports:
        """SUDA_PORT, SUDA_BOT_PORT, SUDA_ACTIONS_PORT, SANDBOX_PORT."""
        return cls(
            web=_port(env, "SUDA_PORT", cls.web),
            bot=_port(env, "SUDA_BOT_PORT", cls.bot),
            actions=_port(env, "SUDA_ACTIONS_PORT", cls.actions),
            sandbox=_port(env, "SANDBOX_PORT", cls.sandbox),
        )

    @classmethod
    def any_free(cls) -> Ports:
        """Ports that nobody uses now: for tests, beside a running product."""
        return cls(web=free_port(), bot=free_port(), actions=free_port(), sandbox=free_port())


@dataclass(frozen=True)
class Settings:
    """What the processes of one run are told.

    The sandbox stands in for two outside services, the carrier and the SMS gateway. Each has its address
    (CARRIER_URL, SUDA_SMS_URL); whoever sets one uses the real service, and the sandbox runs as long as one is not
    set. A real carrier needs a real gateway: its customers' codes must not end in the stand-in.
    """

    state: Path
    ports: Ports
    secrets: Mapping[str, str]
    agent_username: str
    database_url: str | None
    tracker_database_url: str | None
    carrier_url: str
    carrier_partner_id: str
    carrier_checkword: str
    sms_url: str
    needs_sandbox: bool
    allowed_origins: str

    @property
    def url(self) -> str:
        """The front door."""
        return f"http://{LOOPBACK}:{self.ports.web}"

    @property
    def logs(self) -> Path:
        """The folder with one log file per process."""
        return self.state / "logs"

    def child_environment(self, database_url: str, tracker_database_url: str) -> dict[str, str]:
        """What every process of the product finds in its environment, beside the launcher's own."""
        ports = self.ports
        return {
            **self.secrets,
            "SUDA_PORT": str(ports.web),
            "SUDA_BOT_PORT": str(ports.bot),
            "SUDA_ACTIONS_PORT": str(ports.actions),
            "SANDBOX_PORT": str(ports.sandbox),
            "SUDA_BOT_URL": f"http://{LOOPBACK}:{ports.bot}",
            "SUDA_ACTIONS_URL": f"http://{LOOPBACK}:{ports.actions}/webhook",
            "SUDA_CENTER_URL": self.url,
            "SUDA_SMS_URL": self.sms_url,
            "SUDA_ALLOWED_ORIGINS": self.allowed_origins,
            "SUDA_AGENT_USERNAME": self.agent_username,
            "SANDBOX_DATABASE": str(self.state / "sandbox.sqlite3"),
            "CARRIER_URL": self.carrier_url,
            "CARRIER_PARTNER_ID": self.carrier_partner_id,
            "CARRIER_CHECKWORD": self.carrier_checkword,
            "DATABASE_URL": database_url,
            "TRACKER_DATABASE_URL": tracker_database_url,
            "DJANGO_SETTINGS_MODULE": "center.settings",
            MARK: str(self.state),
            "RASA_TELEMETRY_ENABLED": "false",
            "PYTHONUNBUFFERED": "1",
        }


def load_settings(state: Path, env: Mapping[str, str] = os.environ, ports: Ports | None = None) -> Settings:
    """The settings of a run that keeps its logs, secrets and data in `state`; makes up missing secrets.

    Raises LaunchError for a port that is none and for a real carrier without its keys.
    """
    state = state.resolve()
    ports = ports or Ports.from_environment(env)
    kept = keep_secrets(state / "secrets.env", env)
    sandbox = f"http://{LOOPBACK}:{ports.sandbox}"
    carrier_url = env.get("CARRIER_URL")
    if carrier_url and not (env.get("CARRIER_PARTNER_ID") and env.get("CARRIER_CHECKWORD")):
        raise LaunchError("CARRIER_URL names a real carrier: set CARRIER_PARTNER_ID and CARRIER_CHECKWORD too.")
    sms_url = env.get("SUDA_SMS_URL")
    if carrier_url and not sms_url:
        raise LaunchError("CARRIER_URL names a real carrier: set SUDA_SMS_URL too, or real customers get no codes.")
    origins = f"http://{LOOPBACK}:{ports.web},http://localhost:{ports.web}"
    return Settings(
        state=state,
        ports=ports,
        secrets=kept,
        agent_username=env.get("SUDA_AGENT_USERNAME") or "agent",
        database_url=env.get("DATABASE_URL") or None,
        tracker_database_url=env.get("TRACKER_DATABASE_URL") or None,
        carrier_url=carrier_url or sandbox,
        carrier_partner_id=env["CARRIER_PARTNER_ID"] if carrier_url else kept["SANDBOX_PARTNER_ID"],
        carrier_checkword=env["CARRIER_CHECKWORD"] if carrier_url else kept["SANDBOX_CHECKWORD"],
        sms_url=sms_url or sandbox,
        needs_sandbox=not (carrier_url and sms_url),
        allowed_origins=env.get("SUDA_ALLOWED_ORIGINS") or origins,
    )


def keep_secrets(path: Path, env: Mapping[str, str]) -> dict[str, str]:
    """The secrets of `path`, made up at first and readable by their owner only; the environment goes before it."""
    kept: dict[str, str] = {}
    if path.exists():
        lines = path.read_text(encoding="utf-8").splitlines()
        kept = dict(line.split("=", 1) for line in lines if "=" in line)
    missing = {name: make() for name, make in GENERATED.items() if name not in kept}
    if missing:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(descriptor, "a", encoding="utf-8") as file:
            file.writelines(f"{name}={value}\n" for name, value in missing.items())
    return {name: env.get(name) or {**kept, **missing}[name] for name in GENERATED}


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    """The port that `name` holds, from 1 to 65535."""
    text = env.get(name) or str(default)
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise LaunchError(f"{name} must be a port number from 1 to 65535, not '{text}'.")
    return int(text)
