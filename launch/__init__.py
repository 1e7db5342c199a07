"""The launcher: what a newcomer meets first. Brings up, watches and tears down the whole product on one machine."""
