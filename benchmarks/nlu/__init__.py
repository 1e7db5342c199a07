"""How well the assistant understands, measured on messages it has not seen: `python -m benchmarks.nlu --help`."""
