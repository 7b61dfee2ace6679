"""The list of events as its address asks for it: to come and past, by kind, province, and whether one can take part online."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from forum.models import EventPage
from gateway.accounts.audience import Reader, readable
from gateway.pages.localized import in_readers_language
from gateway.pages.models import Card
from gateway.taxonomy.models import Area

A_PAGE = 20
UPCOMING_AT_MOST = 100
LABELS: dict[str, Promise] = {"kind": _("Kind"), "province": _("Province or territory"), "mode": _("How it takes place")}
ONLINE = {"online": [EventPage.Mode.ONLINE, EventPage.Mode.BOTH], "on-site": [EventPage.Mode.IN_PERSON, EventPage.Mode.BOTH]}


@dataclass(frozen=True)
class Choice:
    """One select of the filter form."""

    name: str
    label: Promise
    options: list[tuple[str, str]]
    chosen: str


class EventList:
    """`asked` is the address's query; a value that is not known narrows nothing."""

    def __init__(self, asked: QueryDict, reader: Reader) -> None:
        self.asked, self.reader = asked, reader

    @cached_property
    def choices(self) -> list[Choice]:
        provinces = [(area.code, area.label) for area in Area.objects.filter(kind=Area.Kind.PROVINCE)]
        modes = [("online", _("One can take part online")), ("on-site", _("One can take part on site"))]
        options = {"kind": EventPage.Kind.choices, "province": provinces, "mode": modes}
        return [Choice(name, LABELS[name], found, self.chosen(name, found)) for name, found in options.items()]

    def chosen(self, name: str, options: Iterable[tuple[str, str]]) -> str:
        value = self.asked.get(name, "")
        return value if value in {code for code, _label in options} else ""

    @cached_property
    def filters(self) -> dict[str, str]:
        if not any(self.asked.get(name) for name in LABELS):
            return {}
        return {choice.name: choice.chosen for choice in self.choices if choice.chosen}

    @property
    def query(self) -> str:
        return urlencode(self.filters)

    @property
    def found(self) -> QuerySet[EventPage]:
        found = readable(EventPage.objects.filter(locale__language_code="en"), self.reader).select_related("locale")
        if kind := self.filters.get("kind"):
            found = found.filter(kind=kind)
        if mode := self.filters.get("mode"):
            found = found.filter(mode__in=ONLINE[mode])
        if province := self.filters.get("province"):
            area = Q(areas__code=province) | Q(areas__parent__code=province)
            found = found.filter(pk__in=EventPage.objects.filter(area).values("pk"))
        return found

    def upcoming(self, limit: int = UPCOMING_AT_MOST) -> list[Card]:
        return self.cards(self.found.exclude(is_over()).order_by("starts_on", "starts_time", "pk")[:limit])

    @property
    def past(self) -> QuerySet[EventPage]:
        return self.found.filter(is_over()).order_by("-starts_on", "-pk")

    def cards(self, events: Iterable[EventPage]) -> list[Card]:
        return [event.card() for event in in_readers_language(events, self.reader)]


def is_over() -> Q:
    """By the day; what is postponed to a day not yet known is still to come."""
    today = timezone.localdate()
    over = Q(ends_on__lt=today) | Q(ends_on__isnull=True, starts_on__lt=today)
    return over & ~Q(status=EventPage.Status.POSTPONED)


def events_context(request: HttpRequest) -> dict:
    events = EventList(request.GET, request.user)
    past = Paginator(events.past, A_PAGE).get_page(request.GET.get("page"))
    upcoming = events.upcoming() if past.number == 1 else []
    return {"events": events, "upcoming": upcoming, "past": events.cards(past.object_list), "paginator_page": past}
