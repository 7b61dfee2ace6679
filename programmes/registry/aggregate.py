"""Counts what the rows of an export add up to."""
