"""The dispute: its file, states, moves and preferences."""
