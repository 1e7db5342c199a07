"""Before there is any environment: finding interpreters and uv, stamps, one sentence for whatever is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from launch.settings import CHECKOUT

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"
REAL_PYTHON = str(Path(sys._base_executable).resolve())  # type: ignore[attr-defined]
BROKEN_SHIM = '#!/bin/sh\necho "pyenv: $0: command not found" >&2\nexit 127\n'


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A bare checkout in an awkward place: the launcher and the locks, nothing installed."""
    folder = tmp_path / "我的 checkout"
    for room in ("launch", "requirements"):
        shutil.copytree(CHECKOUT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / ".suda" / "logs").mkdir(parents=True)
    return folder


@pytest.fixture
def shims(tmp_path: Path) -> Path:
    """A folder of pythons and a uv that are on PATH and do not run, as pyenv leaves them."""
    folder = tmp_path / "broken shims"
    folder.mkdir()
    for name in ("python", "python3", f"python{VERSION}", "python3.10", "uv"):
        program(folder / name, BROKEN_SHIM)
    return folder


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def sh(checkout: Path, script: str, path: str, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a script that has the toolbox's functions, with nothing in its environment but what is given."""
    return subprocess.run(
        ["/bin/sh", "-euc", f". launch/toolbox.sh\n{script}"],
        cwd=checkout,
        env={"PATH": path, "HOME": str(checkout / "home"), **env},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_shim_that_fails_is_passed_over_for_one_that_runs(checkout: Path, shims: Path, tmp_path: Path) -> None:
    good = tmp_path / "good bin"
    program(good / "python3", f'#!/bin/sh\nexec "{REAL_PYTHON}" "$@"\n')
    done = sh(checkout, f"find_python {VERSION}", f"{shims}:{good}:/usr/bin:/bin")
    assert os.path.samefile(done.stdout.strip(), REAL_PYTHON)


def test_another_version_on_path_is_not_taken(checkout: Path, tmp_path: Path) -> None:
    good = tmp_path / "good bin"
    program(good / "python3", f'#!/bin/sh\nexec "{REAL_PYTHON}" "$@"\n')
    assert sh(checkout, "interpreter python3 3.4", f"{good}:/usr/bin:/bin").returncode == 1


@pytest.mark.parametrize("where", ["PYENV_ROOT", "home"])
def test_behind_broken_shims_pyenvs_versions_are_looked_through(checkout: Path, shims: Path, where: str) -> None:
    root = checkout / ("pyenv root" if where == "PYENV_ROOT" else "home/.pyenv")
    program(root / "versions" / f"{VERSION}.99" / "bin" / "python", f'#!/bin/sh\nexec "{REAL_PYTHON}" "$@"\n')
    env = {"PYENV_ROOT": str(root)} if where == "PYENV_ROOT" else {}
    # Only the tools that the script needs, so that no other Python can be found.
    tools = linked_tools(checkout / "tools", "grep", "tail", "cat")
    done = sh(checkout, f"find_python {VERSION}", f"{shims}:{tools}", **env)
    assert os.path.samefile(done.stdout.strip(), REAL_PYTHON), done.stderr


def linked_tools(folder: Path, *names: str) -> Path:
    folder.mkdir()
    for name in names:
        found = shutil.which(name)
        assert found is not None
        (folder / name).symlink_to(found)
    return folder


def test_without_any_interpreter_uv_is_asked_and_its_failure_is_one_sentence(checkout: Path, shims: Path) -> None:
    tools = linked_tools(checkout / "tools", "grep", "tail")
    program(checkout / ".suda" / "uv" / "bin" / "uv", '#!/bin/sh\n[ "$1" = --version ] || { echo "$@" >&2; exit 2; }\n')
    done = sh(checkout, "find_python 3.10", f"{shims}:{tools}")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Python 3.10 is not installed and could not be downloaded; install it "
        "(see .suda/logs/install.log for what was tried).\n"
    )
    assert (checkout / ".suda/logs/install.log").read_text() == "python install 3.10\n"


def test_a_machine_without_any_python_is_one_sentence(checkout: Path, shims: Path) -> None:
    tools = linked_tools(checkout / "tools", "grep", "dirname", "mkdir", "df", "awk", "cmp", "tail", "rm")
    done = subprocess.run(
        ["/bin/sh", "launch/bootstrap.sh", "run"],
        cwd=checkout,
        env={"PATH": f"{shims}:{tools}", "HOME": str(checkout / "home")},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert done.stderr == (
        "No Python 3 that runs was found; install one (on Debian or Ubuntu: apt install python3 python3-venv).\n"
    )


def python_without(folder: Path, module: str) -> Path:
    """A Python whose `-m module` fails, as on Debian without python3-venv; its pip installs a uv that only says so."""
    program(
        folder / "python3",
        f"""#!/bin/sh
case "$1 $2" in
"-m {module}") exit 1 ;;
"-m pip")
    while [ $# -gt 0 ]; do
        [ "$1" = --target ] && mkdir -p "$2/bin" && printf '#!/bin/sh\\necho uv\\n' >"$2/bin/uv" && chmod +x "$2/bin/uv"
        shift
    done ;;
*) exec "{REAL_PYTHON}" "$@" ;;
esac
""",
    )
    # The toolbox goes on with the interpreter that this program says it is.
    text = (folder / "python3").read_text()
    (folder / "python3").write_text(text.replace("*) exec", f'"-c "*) echo "{folder}/python3" ;;\n*) exec'))
    return folder


def test_without_venv_uv_comes_by_pips_target(checkout: Path, tmp_path: Path) -> None:
    python = python_without(tmp_path / "debian", "venv")
    done = sh(checkout, "install_uv; find_uv", f"{python}:/usr/bin:/bin")
    assert done.stdout.splitlines()[-1] == str(checkout / ".suda" / "uv" / "bin" / "uv"), done.stderr


def test_not_enough_space_is_one_sentence(checkout: Path) -> None:
    done = sh(checkout, "require_space . 4000000000000", "/usr/bin:/bin")
    assert done.returncode == 1
    assert done.stderr.startswith("Not enough disk space: the first installation needs about 4000000 GB and ")
    assert done.stderr.count("\n") == 1
    assert sh(checkout, "require_space . 1", "/usr/bin:/bin").returncode == 0


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("  Caused by: dns error: failed to lookup address information", "The package registry cannot be reached"),
        ("WARNING: Retrying ... Failed to establish a new connection", "The package registry cannot be reached"),
        ("error: No space left on device (os error 28)", "The disk is full"),
        ("error: Hash mismatch for `rasa==3.6.21`", "The bot half could not be installed"),
    ],
)
def test_a_failed_installation_is_explained_in_one_sentence(checkout: Path, written: str, sentence: str) -> None:
    (checkout / ".suda/logs/install.log").write_text(written + "\n")
    done = sh(checkout, 'explain_failed_install "The bot half"', "/usr/bin:/bin")
    assert done.returncode == 1
    assert done.stderr.startswith(sentence)
    assert done.stderr.count("\n") == 1


def test_an_environment_is_current_as_long_as_its_lock_is(checkout: Path) -> None:
    python = checkout / ".venv" / "bot" / "bin" / "python"
    program(python, f'#!/bin/sh\nexec "{REAL_PYTHON}" "$@"\n')
    stamp = checkout / ".venv" / "bot" / "lock.txt"

    def current(suffix: str) -> bool:
        return sh(checkout, f"env_is_current bot '{suffix}'", "/usr/bin:/bin").returncode == 0

    assert not current("")
    shutil.copy(checkout / "requirements" / "bot.txt", stamp)
    assert current("") and not current("-test")
    shutil.copy(checkout / "requirements" / "bot-test.txt", stamp)
    assert current("-test") and current("")
    with (checkout / "requirements" / "bot-test.txt").open("a") as lock:
        lock.write("another==1.0\n")
    assert not current("") and not current("-test")
    shutil.copy(checkout / "requirements" / "bot-test.txt", stamp)
    assert current("-test")
    program(python, BROKEN_SHIM)  # the interpreter it was made from is gone
    assert not current("-test")


def test_clean_refuses_while_the_product_runs_and_then_removes_everything(checkout: Path) -> None:
    pid_file = checkout / ".suda" / "postgres" / "data" / "postmaster.pid"
    pid_file.parent.mkdir(parents=True)
    pid_file.write_text(f"{os.getpid()}\n")
    (checkout / "models").mkdir()

    def clean() -> subprocess.CompletedProcess[str]:
        command = ["/bin/sh", "launch/bootstrap.sh", "clean"]
        return subprocess.run(command, cwd=checkout, capture_output=True, text=True, timeout=60)

    refused = clean()
    assert refused.returncode == 1 and "is running in this checkout" in refused.stderr
    assert (checkout / "models").exists()
    pid_file.unlink()
    assert clean().returncode == 0
    assert sorted(path.name for path in checkout.iterdir()) == ["launch", "requirements"]


def test_every_target_is_in_the_help() -> None:
    done = subprocess.run(["make", "--no-print-directory"], cwd=CHECKOUT, capture_output=True, text=True, timeout=60)
    shown = {line.split()[1] for line in done.stdout.splitlines()}
    phony = next(line for line in (CHECKOUT / "Makefile").read_text().splitlines() if line.startswith(".PHONY"))
    assert shown == set(phony.split()[1:])
