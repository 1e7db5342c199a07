"""The dialogue half's understanding: Rasa's components, its private channel and its memory."""

import sys

# TensorFlow, which Rasa cannot do without, takes JAX along where it finds it. Nothing here uses JAX: 65 MB saved.
sys.modules.setdefault("jax", None)  # type: ignore[arg-type]
