"""Reading data/knowledge/ into dataclasses: a slip of the pen is named by file and key as soon as it is read."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from dacite import Config, DaciteError, from_dict

T = TypeVar("T")

_STRICT = Config(strict=True, cast=[tuple])


class KnowledgeError(ValueError):
    """A file of data/knowledge/ does not say what it should."""

    def __init__(self, file: Path, key: str, problem: str) -> None:
        super().__init__(f"{file}: {key}: {problem}")


class KnowledgeFile:
    """One YAML file whose top level is a mapping."""

    def __init__(self, path: Path) -> None:
        """Raises `KnowledgeError` when the file is missing, is not YAML or says a key twice."""
        self.path = path
        try:
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=_NoKeyTwice)
        except (OSError, yaml.YAMLError) as error:
            raise KnowledgeError(path, "file", str(error)) from error
        if not isinstance(content, dict):
            raise KnowledgeError(path, "file", "should be a mapping")
        self._content: dict[str, Any] = content

    def value(self, key: str) -> Any:
        """What stands under a key of the top level."""
        if key not in self._content:
            raise self.error(key, "is missing")
        return self._content[key]

    def keyed(self, cls: type[T], key: str) -> dict[str, T]:
        """A mapping of entries; each is built as `cls` with its own key as the field `code`."""
        section = self.value(key)
        if not isinstance(section, dict):
            raise self.error(key, "should be a mapping")
        return {code: self._entry(cls, f"{key}.{code}", {"code": code}, entry) for code, entry in section.items()}

    def listed(self, cls: type[T], key: str) -> tuple[T, ...]:
        """A list of entries."""
        section = self.value(key)
        if not isinstance(section, list):
            raise self.error(key, "should be a list")
        return tuple(self._entry(cls, f"{key}[{number}]", {}, entry) for number, entry in enumerate(section))

    def single(self, cls: type[T], key: str) -> T:
        """One entry."""
        return self._entry(cls, key, {}, self.value(key))

    def fill(self, key: str, sentence: str, values: Mapping[str, object]) -> str:
        """The sentence with its {placeholders} filled. Raises `KnowledgeError` for one that is not among the values."""
        try:
            return sentence.format_map(values)
        except (KeyError, ValueError, IndexError) as error:
            raise self.error(key, f"placeholder {error} is not one of {sorted(values)}") from error

    def error(self, key: str, problem: str) -> KnowledgeError:
        """What to raise when `key` of this file is wrong."""
        return KnowledgeError(self.path, key, problem)

    def _entry(self, cls: type[T], key: str, fixed: dict[str, Any], entry: Any) -> T:
        if not isinstance(entry, dict):
            raise self.error(key, "should be a mapping")
        try:
            return from_dict(cls, {**entry, **fixed}, _STRICT)
        except DaciteError as error:
            raise self.error(key, str(error)) from error


class _NoKeyTwice(yaml.SafeLoader):
    """YAML lets a later key silently replace an earlier one; in files that many people edit that is a mistake."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"the key {key!r} stands twice", node.start_mark)
        return super().construct_mapping(node, deep)
