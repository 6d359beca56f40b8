"""Mediation: the smallest change of preferences that makes a state hold, or an equilibrium fall, proved smallest."""
