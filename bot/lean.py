"""Keeps out of memory what Rasa and spaCy load on sight and this bot never uses: TensorFlow above all, which was half
of the process and a third of its start.

Rasa's own neural components (a benchmark trains them) still find it: they import it themselves.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

# What TensorFlow takes along where it finds it.
_UNUSED = ("jax", "h5py")
# Comes with every entity extractor; only those that train a network call it.
_ON_USE = frozenset({"rasa.utils.train_utils"})
_VALIDATOR = ("rasa.graph_components.validators.default_recipe_validator", "DefaultV1RecipeValidator")


def keep_out_what_is_unused() -> None:
    """Before Rasa is imported."""
    for name in _UNUSED:
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]
    sys.meta_path.insert(0, _LoadedOnUse())


def keep_out_training() -> None:
    """In a process that only serves: a model's archive also names what checked its training data, and Rasa would load
    that, and with it all components it knows how to check, to never run them."""
    module, name = _VALIDATOR
    stand_in = ModuleType(module)
    setattr(stand_in, name, type(name, (), {}))
    sys.modules.setdefault(module, stand_in)


@contextmanager
def without(name: str) -> Iterator[None]:
    """Import something as if the module `name` were not installed."""
    shown = sys.modules.get(name)
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]
        if shown is not None:
            sys.modules[name] = shown


class _LoadedOnUse(MetaPathFinder):
    """Modules that are there once imported, but run only when something of theirs is asked for."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(fullname, path, target) if fullname in _ON_USE else None
        if spec is not None and spec.loader is not None:
            spec.loader = LazyLoader(spec.loader)
        return spec
