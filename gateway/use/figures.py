"""Sums of what was counted: by page, by file, by day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, IntegerField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, ReferenceIndex

from gateway.files.models import Document
from gateway.use.models import DailyCount, Downloads, PageViews


@dataclass(frozen=True)
class Span:
    """Days from the first to the last, both counted; without a first, since counting began."""

    first: date | None
    last: date

    @property
    def lookup(self) -> dict[str, date]:
        return {"day__lte": self.last} | ({"day__gte": self.first} if self.first else {})


def last_days(days: int | None = None) -> Span:
    today = timezone.localdate()
    return Span(today - timedelta(days=days - 1) if days else None, today)


def with_use(pages: QuerySet[Page], span: Span) -> QuerySet[Page]:
    """Each page with its `views`, and with the `downloads` of the files that it shows."""
    views = PageViews.objects.filter(subject=OuterRef("pk"), **span.lookup)
    downloads = Downloads.objects.filter(subject__in=files_of_outer_page(), **span.lookup)
    return pages.annotate(views=_summed(views), downloads=_summed(downloads))


def _summed(rows: QuerySet) -> Coalesce:
    sums = rows.order_by().annotate(all_of_them=Value(1)).values("all_of_them").annotate(sum=Sum("count")).values("sum")
    return Coalesce(Subquery(sums, output_field=IntegerField()), 0)


def files_of_outer_page() -> QuerySet:
    references = ReferenceIndex.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        to_content_type=ContentType.objects.get_for_model(Document),
        object_id=Cast(OuterRef(OuterRef("pk")), CharField()),
    )
    return references.annotate(file=Cast("to_object_id", IntegerField())).values("file")


def files_of(page: Page) -> QuerySet[Document]:
    references = ReferenceIndex.get_references_for_object(page).filter(
        to_content_type=ContentType.objects.get_for_model(Document)
    )
    return Document.objects.filter(pk__in=[int(pk) for pk in references.values_list("to_object_id", flat=True)])


def most_read(pages: QuerySet[Page], days: int, count: int) -> QuerySet[Page]:
    span = last_days(days)
    inside = {f"daily_views__{name}": value for name, value in span.lookup.items()}
    return pages.filter(**inside).annotate(views=Sum("daily_views__count")).order_by("-views", "title")[:count]


def total(model: type[DailyCount], subjects: Iterable[int], span: Span) -> int:
    return model.objects.filter(subject__in=list(subjects), **span.lookup).aggregate(sum=Sum("count"))["sum"] or 0


def by_day(page: Page, span: Span) -> list[tuple[date, int]]:
    """Every day of a span that has a first one, those without a visit too."""
    rows = dict(PageViews.objects.filter(subject=page.pk, **span.lookup).values_list("day", "count"))
    days = [span.first + timedelta(days=step) for step in range((span.last - span.first).days + 1)]
    return [(day, rows.get(day, 0)) for day in days]
