"""How customers reach us. Each channel authenticates, caps, and hands one inbound message to `conversations`."""
