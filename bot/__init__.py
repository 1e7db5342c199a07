"""The dialogue half's understanding: Rasa's components, its private channel and its memory."""

import os
import sys

# Before Rasa is loaded, whichever of our modules runs: nothing is reported to anybody, and TensorFlow keeps quiet.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# TensorFlow, which Rasa cannot do without, takes JAX along where it finds it. Nothing here uses JAX: 65 MB saved.
sys.modules.setdefault("jax", None)  # type: ignore[arg-type]
