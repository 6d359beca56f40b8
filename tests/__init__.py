"""Tests of standoff; `textbook.py` is the slow literal oracle, `strategies.py` makes random disputes."""
