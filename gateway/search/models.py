"""What the index is made of, kept in the database: the text behind every hit, and the jobs still to be written."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.models import Page

from gateway.files.models import Document, DocumentText
from gateway.search.analysis import analysed

BETWEEN_NAMES = " ¶ "
"""Stands between names, so that no phrase reaches from one into the next."""


class IndexedPage(models.Model):
    """A page as search knows it; its snippets come from here, never from the engine.

    The database holds no keys of what search keeps: it writes at any moment, and nobody's deletion may fail for that.
    """

    page = models.OneToOneField(Page, models.CASCADE, primary_key=True, related_name="indexed", db_constraint=False)
    kind = models.CharField(max_length=30)
    language = models.CharField(max_length=10)
    title = models.CharField(max_length=255)
    summary = models.TextField(blank=True)
    text = models.TextField(blank=True)
    date = models.DateField(null=True)
    authors = models.JSONField(default=list)
    facets = models.JSONField(default=dict)
    lines = models.JSONField(default=dict)
    audience = models.JSONField(default=list)
    documents = models.ManyToManyField(get_document_model_string(), related_name="indexed_pages", db_constraint=False)
    fingerprint = models.CharField(max_length=40)
    indexed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.title

    found_documents: list[Document]
    """The documents that were read for this entry and are stored with it."""
    read_passages: set[int]
    """The keys of all the passages in which they were read."""
    subjects: Sequence[str] = ()
    """Names of the vocabulary's terms, by which it is found too."""
    kept_terms: str
    """The terms of the page's own words and of its subjects, as they are kept."""
    prepared_terms: str
    """All terms, the documents' included, for the engine."""

    @property
    def line(self) -> dict[str, Any]:
        return dict(self.lines.get(get_language() or "en", {}))

    @property
    def margin(self) -> str:
        """What stands in the margin of the page's ledger line, in the reader's language."""
        return str(self.line.get("margin", ""))

    @property
    def facts(self) -> list[str]:
        return list(self.line.get("facts", []))

    def title_terms(self) -> str:
        return analysed(self.title)

    def author_terms(self) -> str:
        return BETWEEN_NAMES.join(map(analysed, self.authors))

    def subject_terms(self) -> str:
        return BETWEEN_NAMES.join(map(analysed, self.subjects))

    def own_terms(self) -> str:
        """The terms of the page's own words, without those of its documents."""
        return analysed(f"{self.title}\n{self.summary}\n{self.text}")


class SynonymGroup(models.Model):
    """Words and phrases that mean the same to a search, one on each line."""

    expressions = models.TextField(
        _("words that mean the same"),
        help_text=_("One word or phrase on each line. Who searches for one of them finds the others too."),
    )
    language = models.CharField(
        _("only for readers of"),
        max_length=10,
        blank=True,
        choices=settings.LANGUAGES,
        help_text=_("Leave empty for readers of both languages."),
    )
    is_on = models.BooleanField(_("in use"), default=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("search synonyms")
        ordering: ClassVar = ["expressions"]

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return [line.strip() for line in self.expressions.splitlines() if analysed(line)]

    def clean(self) -> None:
        super().clean()
        if len({analysed(line) for line in self.lines}) < 2:
            raise ValidationError(
                {"expressions": _("Give at least two words or phrases that differ, each on a line of its own.")}
            )


class PassageTerms(models.Model):
    """The terms of one page of a document, with a space before and after each: tells which page a hit stands on."""

    passage = models.OneToOneField(DocumentText, models.CASCADE, primary_key=True, related_name="terms", db_constraint=False)
    terms = models.TextField()

    def __str__(self) -> str:
        return str(self.passage)


class PageTerms(models.Model):
    """The terms of a page's own words, kept like those of its documents: for the search that stands in for a damaged index."""

    page = models.OneToOneField(IndexedPage, models.CASCADE, primary_key=True, related_name="terms", db_constraint=False)
    terms = models.TextField()

    def __str__(self) -> str:
        return str(self.page)


class Rebuild(models.Model):
    """The wish that the index be built anew: one row at most, until it is done."""

    ONLY = 1

    reason = models.TextField()
    asked_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.reason


class IndexJob(models.Model):
    """One page to be written to the index, or taken out. The row outlives a lost task; the queue is only the bell.

    `page_id` is no foreign key: the page of a job may be gone.
    """

    RETRY_AFTER: ClassVar = [timedelta(seconds=s) for s in (0, 5, 60, 600, 3600)]

    page_id = models.PositiveIntegerField(primary_key=True)
    version = models.UUIDField()
    requested_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["due_at", "page_id"]

    def __str__(self) -> str:
        return f"page {self.page_id}"


from gateway.search.saved.models import SavedSearch as SavedSearch  # noqa: E402 - Django looks for models here
