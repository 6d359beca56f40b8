"""From reasons to pictures and pages."""
