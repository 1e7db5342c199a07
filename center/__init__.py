"""The front door and the memory: conversations, channels, the agents' desk, tickets and customers."""
