"""From reports to a ledger to a draft dispute."""
