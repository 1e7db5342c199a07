"""The dialogue half's understanding: Rasa's components, its private channel and its memory."""

import os
import sys

# Before Rasa is loaded, whichever of our modules runs: nothing is reported to anybody, and TensorFlow keeps quiet.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# TensorFlow, which Rasa cannot do without, takes JAX and HDF5 along where it finds them. Nothing here uses them: 80 MB.
for unused in ("jax", "h5py"):
    sys.modules.setdefault(unused, None)  # type: ignore[arg-type]
