"""Hotseat: a terminal chat that simulates a two-hour data-science and machine-learning interview."""

__version__ = "0.1.0"
