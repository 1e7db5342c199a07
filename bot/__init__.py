"""The dialogue half's understanding: Rasa's components, its private channel and its memory."""

import os

from bot.lean import keep_out_what_is_unused

# Before Rasa is loaded, whichever of our modules runs: nothing is reported to anybody, and TensorFlow keeps quiet.
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
keep_out_what_is_unused()
