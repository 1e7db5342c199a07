"""Text as it may be stored and shown."""

import unicodedata

KEPT_CONTROLS = {"\n", "\t"}


def clean(text: str) -> str:
    """The text without margins, and without what PostgreSQL cannot store (NUL, lone surrogates) or a screen show."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in unified if _is_kept(character)).strip()


def _is_kept(character: str) -> bool:
    return character in KEPT_CONTROLS or unicodedata.category(character) not in {"Cc", "Cs"}
