"""Programmes as pages, and what registries say about them."""

from programmes.models.datasets import DataSet
from programmes.models.holdings import Holding
from programmes.models.runs import Run
from programmes.models.statistics import CurrentRelease, Indicator, Observation, ProgrammeCode, Registry, Release

from programmes.models.pages import ProgrammePage  # isort: skip
from programmes.models.index_pages import ProgrammesIndexPage, StatisticsIndexPage  # isort: skip
from programmes.models.method_pages import MethodologyPage  # isort: skip

__all__ = [
    "CurrentRelease",
    "DataSet",
    "Holding",
    "Indicator",
    "MethodologyPage",
    "Observation",
    "ProgrammeCode",
    "ProgrammePage",
    "ProgrammesIndexPage",
    "Registry",
    "Release",
    "Run",
    "StatisticsIndexPage",
]
