"""How robust verdicts are: the share of plausible preferences under which they survive, and what they hang on."""
