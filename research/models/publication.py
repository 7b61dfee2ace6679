"""A publication's page: what the work is, who wrote it, when, in which files, and what it says."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _, pgettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from gateway.accounts.audience import inherited
from gateway.blocks.body import BodyBlock, side_by_side
from gateway.files.models import Image
from gateway.pages.models import Card, ClassifiedPage
from gateway.taxonomy.models import Institution
from research.forms import PublicationForm
from research.history import History, give_histories, history_of
from research.identifiers import validate_doi, validate_isbn
from research.partial_dates import PartialDate, validate_partial_date
from research.vocabulary import Kind, Language, Licence

IDENTITY = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
        FieldRowPanel([FieldPanel("published"), FieldPanel("publisher")]),
        FieldRowPanel([FieldPanel("doi"), FieldPanel("isbn")]),
        FieldPanel("licence"),
    ],
    heading=_("The work"),
)
SOURCES = MultiFieldPanel(
    [
        InlinePanel("files", label=_("file"), heading=_("Files"), help_text=_("One line for each file, language and version.")),
        FieldPanel("external_link"),
        FieldPanel("external_link_label"),
        FieldPanel("cover"),
    ],
    heading=_("Where to read it"),
)

HISTORY = MultiFieldPanel(
    [
        InlinePanel(
            "versions",
            label=_("version"),
            heading=_("Versions"),
            help_text=_("Only if there are several. Today's version comes first; its date and DOI stand above, too."),
        ),
        InlinePanel(
            "notices",
            label=_("notice"),
            heading=_("Corrections and retractions"),
            help_text=_(
                "Readers see a notice on top of the page; lists, search, citations and feeds name it. "
                "It holds for the translations of this page too: write it once. Never take one away; add the next."
            ),
        ),
    ],
    heading=_("What became of it"),
)


ASKED_BY_SEARCH = ("authors__person", "authors__institution", "files__document", "programme_links__programme", "publisher")


class PublicationPage(ClassifiedPage):
    search_kind = "publication"
    audience_rule = staticmethod(inherited)
    parent_page_types: ClassVar = ["research.ResearchIndexPage"]
    subpage_types: ClassVar = []

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.REPORT)
    published = models.CharField(
        _("date of publication"),
        max_length=10,
        validators=[validate_partial_date],
        db_index=True,
        help_text=_("As exact as it is known and no more: 2025, 2025-02 or 2025-02-26."),
    )
    language = models.CharField(
        _("language of the work"), max_length=3, choices=Language.choices, default=Language.ENGLISH, db_index=True
    )
    publisher = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="publications", verbose_name=_("publisher")
    )
    doi = models.CharField(
        _("DOI"), max_length=200, blank=True, validators=[validate_doi], help_text=_("The number alone: 10.1234/abcd.")
    )
    isbn = models.CharField(_("ISBN"), max_length=20, blank=True, validators=[validate_isbn])
    licence = models.CharField(_("licence"), max_length=20, choices=Licence.choices, default=Licence.NOT_STATED)
    abstract = models.TextField(
        _("abstract"),
        blank=True,
        help_text=_("What the work says, for those who know the field. A blank line parts paragraphs."),
    )
    plain_language = models.TextField(
        _("in plain language"), blank=True, help_text=_("The same for everyone: short sentences, no terms of the trade.")
    )
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("body"))
    external_link = models.URLField(
        _("link to the source"), max_length=500, blank=True, help_text=_("Where the publisher offers the work.")
    )
    external_link_label = models.CharField(_("what the link leads to"), max_length=120, blank=True)
    cover = models.ForeignKey(
        Image,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("cover"),
        help_text=_(
            "Leave empty: the first page of the PDF is shown, and where there is none, a pattern drawn from the title."
        ),
    )
    review_by = models.DateField(
        _("to be reviewed by"),
        null=True,
        blank=True,
        db_index=True,
        help_text=_("On this day the page's owner gets a letter to look whether it still holds. Readers do not see it."),
    )

    content_panels = [
        *ClassifiedPage.content_panels,
        IDENTITY,
        InlinePanel("authors", label=_("author"), heading=_("Authors, in order")),
        FieldPanel("abstract"),
        FieldPanel("plain_language"),
        SOURCES,
        HISTORY,
        *ClassifiedPage.classification_panels,
        InlinePanel("programme_links", label=_("programme"), heading=_("Related programmes")),
        InlinePanel("course_links", label=_("course"), heading=_("Related courses")),
        FieldPanel("body"),
        InlinePanel(
            "footnotes",
            label=_("footnote"),
            heading=_("Footnotes"),
            help_text=_("Write [1] in the abstract or the body where the first note belongs, [2] for the second, and so on."),
        ),
        FieldPanel("review_by"),
    ]
    search_fields = [*ClassifiedPage.search_fields, index.SearchField("abstract"), index.FilterField("kind")]
    override_translatable_fields: ClassVar = [
        SynchronizedField("slug"),
        *(SynchronizedField(name, overridable=False) for name in ("published", "doi", "isbn")),
    ]

    exclude_fields_in_copy: ClassVar = ["versions", "notices"]  # they are the work's, and hold for all its pages
    base_form_class = PublicationForm

    class Meta:
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    @cached_property
    def published_date(self) -> PartialDate:
        return PartialDate.parse(self.published)

    @cached_property
    def history(self) -> History:
        return history_of(self)

    @property
    def author_names(self) -> list[str]:
        return [str(author) for author in self.authors.all()]

    def margin(self) -> str:
        return self.published_date.label

    def card(self) -> Card:
        return replace(super().card(), kind=self.get_kind_display())

    def facts(self) -> list[str]:
        names = self.author_names
        shown = [*names[:3], str(_("and others"))] if len(names) > 4 else names
        return [fact for fact in (self.history.state, pgettext("between names", ", ").join(shown)) if fact]

    @classmethod
    def read_for_search(cls, pages: list) -> None:
        super().read_for_search(pages)
        models.prefetch_related_objects(pages, *ASKED_BY_SEARCH)
        give_histories(pages)

    def search_text(self) -> str:
        words = [self.abstract, self.plain_language, *self.author_names, self.body.stream_block.get_plain_text(self.body)]
        words += [notice.label for notice in self.history.notices]
        return side_by_side(words)

    def search_authors(self) -> list[str]:
        return [name for author in self.authors.all() for name in author.every_name]

    def search_documents(self) -> list:
        files = [file.document for file in self.files.all()]
        return files + self.body.stream_block.documents(self.body)

    def place_in_document(self, document_id: int, page_number: int) -> str:
        is_shown = any(file.document_id == document_id for file in self.files.all())
        return f"#file={document_id}&page={page_number}" if is_shown else ""

    def search_facets(self) -> dict[str, list[str]]:
        files = list(self.files.all())
        authors = [author.institution for author in self.authors.all() if author.institution]
        return super().search_facets() | {
            "language": sorted({self.language, *(file.language for file in files)}),
            "institution": sorted({each.code for each in (self.publisher, *authors) if each}),
            "programme": [link.programme.slug for link in self.programme_links.all()],
            "format": sorted({file.document.file_extension for file in files}),
        }

    def search_date(self) -> date:
        return self.published_date.first_day

    def outside_addresses(self) -> list[str]:
        numbers = [self.doi, *(version.doi for version in self.versions.all())]
        return [f"https://doi.org/{number}" for number in numbers if number]

    def json_ld(self, request) -> dict:
        from research.metadata import schema

        return schema(self, request)

    def get_context(self, request, *args, **kwargs):
        from research.presenter import publication_context

        return publication_context(self, request) | super().get_context(request, *args, **kwargs)
