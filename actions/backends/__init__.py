"""Ports to the world outside the dialogue, and their adapters: `carrier` by `sf`, `center` by `center_http`."""
