"""A real headless Chromium for tests: the one that is there, else one that may be installed, else a plain skip."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest
from playwright.sync_api import Browser, Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium refuses its sandbox to root; and nothing of it needs to call home.
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]
INSTALL_TIMEOUT_S = 300


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser. Skips the test, saying why, where there is none and none can be had."""
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
        path = own if os.path.exists(own) else _installed() or _install(own)
        if path is None:
            pytest.skip(
                "no Chromium here, and none could be installed (playwright install chromium; apt install chromium)"
            )
        try:
            browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        except Error as problem:
            pytest.skip(f"Chromium does not start here: {problem.message.splitlines()[0]}")
        yield browser
        browser.close()


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)


@cache
def _install(own: str) -> str | None:
    """Try Playwright's own download, then Debian's package where this process may install one."""
    _try([sys.executable, "-m", "playwright", "install", "chromium"])
    if os.path.exists(own):
        return own
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _try(["apt-get", "update", "-qq"])
        _try(["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"])
    return _installed()


def _try(command: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(command, timeout=INSTALL_TIMEOUT_S, capture_output=True, check=False, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return
