"""The reports that the project ships for `standoff demo`; written for it, about an invented port."""
