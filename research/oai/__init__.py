"""The library as an OAI-PMH 2.0 repository, for whoever harvests publications."""
