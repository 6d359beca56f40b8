"""How well reports are read: every reader against hand-made ledgers and public sets, beside published baselines."""
