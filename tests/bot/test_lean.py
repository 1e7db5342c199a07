"""What stays out of memory, and that whoever needs it still gets it. Each in a process of its own, as it is imports."""

from __future__ import annotations

import subprocess
import sys
from textwrap import dedent

SERVING = """
    import sys
    import bot
    from bot.lean import keep_out_training
    keep_out_training()
    import rasa.core.run
    import bot.nlu.classifier
    from rasa.shared.utils.common import class_from_module_path
    class_from_module_path("rasa.graph_components.validators.default_recipe_validator.DefaultV1RecipeValidator")
    print({"tensorflow", "jax", "h5py", "tensorflow.python"} & {name for name in sys.modules if sys.modules[name]})
"""
TRAINING = """
    import sys
    import bot
    import bot.nlu.classifier
    from rasa.engine.recipes.default_recipe import DefaultV1Recipe
    from rasa.nlu.classifiers.diet_classifier import DIETClassifier
    from rasa.utils import train_utils
    print(DIETClassifier.__name__, train_utils.create_common_callbacks.__name__, "tensorflow" in sys.modules)
"""


def printed_by(program: str) -> str:
    """What the program writes; it must not fail."""
    command = [sys.executable, "-W", "ignore", "-c", dedent(program)]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=120, check=True).stdout.strip()


def test_serving_needs_no_tensorflow() -> None:
    assert printed_by(SERVING) == "set()"


def test_networks_can_still_be_trained() -> None:
    assert printed_by(TRAINING) == "DIETClassifier create_common_callbacks True"
