"""Programmes as pages, and what registries say about them."""

from programmes.models.pages import ProgrammePage, ProgrammesIndexPage, StatisticsIndexPage

__all__ = ["ProgrammePage", "ProgrammesIndexPage", "StatisticsIndexPage"]
