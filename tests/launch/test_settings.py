"""Settings: environment before file before default; secrets are made once and are nobody else's business."""

from __future__ import annotations

from pathlib import Path

import pytest

from launch.errors import LaunchError
from launch.settings import GENERATED, Ports, load_settings
from launch.stack import PORT_VARIABLES, Stack, only_launcher
from launch.testing import temporary_postgres
from launch.welcome import welcome

CARRIER = {"CARRIER_URL": "https://carrier.example", "CARRIER_PARTNER_ID": "ACME", "CARRIER_CHECKWORD": "word"}
WORLD = """
demo:
  - {waybill_no: SF1366920185701, tail: "2222", shows: out for delivery}
"""


def test_secrets_are_made_once_and_readable_by_their_owner_only(tmp_path: Path) -> None:
    first = load_settings(tmp_path, {})
    file = tmp_path / "secrets.env"
    assert file.stat().st_mode & 0o777 == 0o600
    assert set(first.secrets) == set(GENERATED)
    assert all(first.secrets.values())
    assert load_settings(tmp_path, {}).secrets == first.secrets
    assert load_settings(tmp_path / "another", {}).secrets != first.secrets


def test_a_secret_that_a_newer_version_needs_is_added_to_the_file(tmp_path: Path) -> None:
    (tmp_path / "secrets.env").write_text("SUDA_BOT_TOKEN=kept\n")
    settings = load_settings(tmp_path, {})
    assert settings.secrets["SUDA_BOT_TOKEN"] == "kept"
    assert load_settings(tmp_path, {}).secrets == settings.secrets


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    load_settings(tmp_path, {})
    assert load_settings(tmp_path, {"SUDA_BOT_TOKEN": "mine"}).secrets["SUDA_BOT_TOKEN"] == "mine"


@pytest.mark.parametrize("value", ["0", "65536", "http", "-1", "8000 "])
@pytest.mark.parametrize("variable", PORT_VARIABLES.values())
def test_a_port_that_is_none_is_one_sentence(tmp_path: Path, variable: str, value: str) -> None:
    with pytest.raises(LaunchError, match=f"^{variable} must be a port number from 1 to 65535, not '{value}'\\.$"):
        load_settings(tmp_path, {variable: value})


def test_the_sandbox_stands_in_for_whatever_is_not_real(tmp_path: Path) -> None:
    sandbox = "http://127.0.0.1:8600"
    sms = {"SUDA_SMS_URL": "https://sms.example"}
    neither, gateway, both = (load_settings(tmp_path, env) for env in ({}, sms, CARRIER | sms))
    assert (neither.carrier_url, neither.sms_url, neither.needs_sandbox) == (sandbox, sandbox, True)
    with pytest.raises(LaunchError, match="SUDA_SMS_URL"):
        load_settings(tmp_path, CARRIER)
    assert (gateway.carrier_url, gateway.sms_url, gateway.needs_sandbox) == (sandbox, "https://sms.example", True)
    assert both.needs_sandbox is False
    assert neither.carrier_checkword == neither.secrets["SANDBOX_CHECKWORD"]
    assert both.carrier_checkword == "word"


def test_a_real_carrier_without_its_keys_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(LaunchError, match="set CARRIER_PARTNER_ID and CARRIER_CHECKWORD too"):
        load_settings(tmp_path, {"CARRIER_URL": "https://carrier.example"})


def test_a_taken_port_is_one_sentence_before_anything_is_started(tmp_path: Path) -> None:
    ports = Ports.any_free()
    with temporary_postgres() as databases:
        taken = int(databases.center.rsplit(":", 1)[1].split("/")[0])
        settings = load_settings(tmp_path, {}, ports=Ports(web=taken, bot=ports.bot, actions=ports.actions))
        with pytest.raises(
            LaunchError, match=rf"^Port {taken} \(web\) is taken by another program; end it, or set SUDA_PORT\.$"
        ):
            Stack(settings).__enter__()
    assert not (tmp_path / "logs").exists()


def test_one_checkout_runs_once(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, {}, ports=Ports.any_free())
    with only_launcher(settings.state), pytest.raises(LaunchError, match="already running from this checkout"):
        Stack(settings).__enter__()


def test_the_welcome_names_what_is_open_and_what_to_try(tmp_path: Path) -> None:
    world = tmp_path / "world.yml"
    settings = load_settings(tmp_path / "state", {"SUDA_PORT": "8123"})
    assert "SF1366" not in welcome(settings, "http://127.0.0.1:8600", world)
    world.write_text(WORLD, encoding="utf-8")
    text = welcome(settings, "http://127.0.0.1:8600", world)
    for shown in ("http://127.0.0.1:8123/desk/", "SF1366920185701  2222", settings.secrets["SUDA_AGENT_PASSWORD"]):
        assert shown in text
    real = load_settings(tmp_path / "state", {**CARRIER, "SUDA_SMS_URL": "https://sms.example"})
    assert "SF1366" not in welcome(real, "http://127.0.0.1:8600", world)
