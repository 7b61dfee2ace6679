"""Reads an export: the gate over its bytes, then its rows."""
