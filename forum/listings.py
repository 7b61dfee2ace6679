"""What the forum's pages list, each for one reader: nothing here shows a page that the reader may not read."""

from datetime import datetime

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from forum.models import BodyPage, CommitmentsPage, CommuniquePage, MeetingPage, Membership
from gateway.accounts.audience import SUPERUSER, Reader, readable, tokens_of
from gateway.pages.localized import in_readers_language
from gateway.pages.models import Card

A_PAGE = 20


def cards(pages, reader: Reader) -> list[Card]:
    return [page.card() for page in in_readers_language(pages, reader)]


def english(model) -> QuerySet:
    return model.objects.filter(locale__language_code="en").select_related("locale")


def forum_context(request: HttpRequest) -> dict:
    return {
        "bodies": bodies(request.user),
        "is_member": sits_somewhere(request.user),
        "meetings": upcoming_meetings(request.user),
        "commitments": cards(readable(english(CommitmentsPage), request.user), request.user),
    }


def sits_somewhere(reader: Reader) -> bool:
    return any(token.startswith("body:") for token in tokens_of(reader))


def bodies(reader: Reader) -> list[Card]:
    found = readable(english(BodyPage).select_related("locale", "area", "secretariat"), reader).order_by("path")
    return cards(found, reader)


def upcoming_meetings(reader: Reader, limit: int = 5) -> list[Card]:
    found = readable(english(MeetingPage), reader).filter(state=MeetingPage.State.SCHEDULED, starts_at__gte=start_of_today())
    return cards(found.order_by("starts_at")[:limit], reader)


def body_context(body: BodyPage, request: HttpRequest) -> dict:
    """The body's meetings and members for its members; for all others, its mandate and who is represented in it."""
    tokens = tokens_of(request.user)
    is_member = body.token in tokens or SUPERUSER in tokens
    if not is_member:
        return {"is_member": False, "represented": represented(body), "communiques": communiques(body, request.user)}
    meetings = readable(meetings_of(body), request.user)
    today, is_held = start_of_today(), Q(state=MeetingPage.State.HELD)
    over = meetings.filter(Q(starts_at__lt=today) | is_held).order_by("-starts_at")
    held = Paginator(over, A_PAGE).get_page(request.GET.get("page"))
    return {
        "is_member": True,
        "memberships": current_members(body),
        "upcoming": cards(meetings.filter(~is_held, starts_at__gte=today).order_by("starts_at"), request.user),
        "held": cards(held.object_list, request.user),
        "paginator_page": held,
        "communiques": communiques(body, request.user),
    }


def communiques(body: BodyPage, reader: Reader) -> list[Card]:
    """Public ones, the latest first."""
    found = readable(english(CommuniquePage), reader).filter(communique__published_at__isnull=False)
    of_body = found.filter(communique__meeting__live=True, communique__meeting__in=meetings_of(body).values("pk"))
    return cards(of_body.order_by("-first_published_at"), reader)


def meetings_of(body: BodyPage) -> QuerySet:
    """The English meetings of a body, whichever of its translations is asked."""
    trees = BodyPage.objects.filter(translation_key=body.translation_key, locale__language_code="en").only("path", "depth")
    found = english(MeetingPage)
    english_body = trees.first()
    return found.filter(path__range=children_of(english_body)) if english_body else found.none()


def children_of(body: BodyPage) -> tuple[str, str]:
    """The first and the last path below a body, which has no grandchildren; SQLite's index serves no pattern."""
    return BodyPage._get_children_path_interval(body.path)


def represented(body: BodyPage) -> list[tuple[str, list[str]]]:
    """The institutions and provinces that sit in a body today, for everybody: no person is named or can be counted."""
    seats = [seat for seat in current_members(body) if seat.votes]
    institutions = {seat.institution.label for seat in seats if seat.institution}
    provinces = {seat.province.label for seat in seats if seat.province}
    found = [(_("Institutions"), sorted(institutions)), (_("Provinces and territories"), sorted(provinces))]
    return [(str(label), names) for label, names in found if names]


def current_members(body: BodyPage) -> QuerySet:
    found = Membership.objects.current().filter(body__translation_key=body.translation_key)
    return found.select_related("person", "institution", "province").order_by("role", "person__last_name", "pk")


def start_of_today() -> datetime:
    """A meeting stays among the next ones until its day is over."""
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
