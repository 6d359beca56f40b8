"""From verdicts to reasons."""
