"""The library's models: its index, its publications, the parts of a publication, and people."""

from research.models.footnote import Footnote
from research.models.harvest import HarvestRecord, HarvestSet
from research.models.history import Notice, Version
from research.models.imports import Import, ImportedPage
from research.models.index import ResearchIndexPage
from research.models.parts import Author, CourseLink, ProgrammeLink, PublicationFile
from research.models.person import Person
from research.models.proposals import Proposal
from research.models.publication import PublicationPage
from research.models.reviews import ReviewLetter

__all__ = [
    "Author",
    "CourseLink",
    "Footnote",
    "HarvestRecord",
    "HarvestSet",
    "Import",
    "ImportedPage",
    "Notice",
    "Person",
    "ProgrammeLink",
    "Proposal",
    "PublicationFile",
    "PublicationPage",
    "ResearchIndexPage",
    "ReviewLetter",
    "Version",
]
