"""Readers beside the rules: a language model, a trained tagger, and whatever others write, behind one protocol."""
