"""Works that are in the library already, among the pages that the importer may see: by DOI, or by title and year."""

from gateway.accounts.audience import Reader, admitted
from research.importing.vocabulary import key
from research.models.publication import PublicationPage

TITLE = tuple[str, str]


class Shelf:
    """The works that a new one is held against: those of the library, and those of the list that came before it."""

    def __init__(self, reader: Reader) -> None:
        self.by_doi: dict[str, int] = {}
        self.by_title: dict[TITLE, int] = {}
        self.lines_by_doi: dict[str, int] = {}
        self.lines_by_title: dict[TITLE, int] = {}
        pages = admitted(PublicationPage.objects.all(), reader).values_list("pk", "doi", "title", "draft_title", "published")
        for pk, doi, title, draft_title, published in pages:
            if doi:
                self.by_doi.setdefault(doi.lower(), pk)
            for name in {title, draft_title}:
                self.by_title.setdefault((key(name), published[:4]), pk)

    def line_before(self, line: int, doi: str, title: str, year: str) -> int | None:
        """The earlier line with the same work, if there is one; the line is remembered for those to come."""
        before = self.lines_by_doi.get(doi.lower()) if doi else None
        before = before or self.lines_by_title.get((key(title), year))
        if doi:
            self.lines_by_doi.setdefault(doi.lower(), line)
        self.lines_by_title.setdefault((key(title), year), line)
        return before

    def same_doi(self, doi: str) -> int | None:
        return self.by_doi.get(doi.lower()) if doi else None

    def same_title(self, title: str, year: str) -> int | None:
        return self.by_title.get((key(title), year))
