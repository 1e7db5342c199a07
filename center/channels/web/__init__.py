"""The web page customers chat on, and its socket (docs/contracts.md, section 4)."""
