"""What the assistant does: one module a capability, each of which checks, calls a port and says (docs/actions.md)."""
