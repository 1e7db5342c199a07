"""The dialogue half's understanding: Rasa's components, its private channel and its memory."""
