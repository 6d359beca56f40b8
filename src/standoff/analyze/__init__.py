"""From a dispute to verdicts."""
