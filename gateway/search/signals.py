"""Asks for index jobs when what search knows may have changed."""
