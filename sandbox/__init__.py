"""A stand-in for the carrier: SF's open-platform protocol over HTTP, and an SMS gateway. See docs/carrier.md."""
