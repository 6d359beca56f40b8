"""Benchmarks: `python -m benchmarks` writes one table and keeps the figures in `benchmarks/results/`."""
