"""``python -m standoff`` does what ``standoff`` does."""

from standoff.cli import main

main(prog_name="standoff")
