"""Understanding: pure functions that read a customer's words, and the thin Rasa components that call them.

The way of a message through the pipeline, and how to add a word, a product or an extractor: docs/nlu.md.
"""
