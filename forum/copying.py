"""The next meeting, made from the last: what stands on every agenda comes along, and open actions are carried over."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _, override

from forum.models import Action, AgendaItem, BodyPage, CarriedAction, MeetingPage
from forum.models.life import TO_COME
from gateway.accounts.models import User

QUARTER = timedelta(weeks=13)


def next_start(body: BodyPage, after: datetime) -> datetime:
    """By the body's rhythm, at the same hour; without one, thirteen weeks later."""
    local = timezone.localtime(after)
    day = body.next_day(local.date())
    return local.replace(year=day.year, month=day.month, day=day.day) if day else local + QUARTER


def next_number(body: BodyPage) -> int:
    return max(MeetingPage.objects.child_of(body).values_list("number", flat=True), default=0) + 1


@transaction.atomic
def make_series(last: MeetingPage, starts_at: datetime, count: int, by: User) -> list[MeetingPage]:
    """Proposed meetings, one after another in the body's rhythm, which only the secretariat sees until they are published."""
    body = last.get_parent().specific
    made = []
    for _order in range(count):
        made.append(make_next(body, last, starts_at, by))
        starts_at = next_start(body, starts_at)
    carry_over(made[0])
    return made


def make_next(body: BodyPage, last: MeetingPage, starts_at: datetime, by: User) -> MeetingPage:
    number = next_number(body)
    meeting = MeetingPage(
        title=title_of(body, number),
        slug=free_slug(body, number),
        number=number,
        starts_at=starts_at,
        ends_at=starts_at + (last.ends_at - last.starts_at) if last.ends_at else None,
        place=last.place,
        link=last.link,
        illustrative=last.illustrative,
        locale=body.locale,
        live=False,
        owner=by,
    )
    meeting.agenda = [standing(item) for item in last.agenda.filter(standing=True).order_by("sort_order")]
    body.add_child(instance=meeting)
    meeting.save_revision(user=by, log_action=True)
    return meeting


def title_of(body: BodyPage, number: int) -> str:
    with override(body.locale.language_code):
        return _("Meeting %(number)d: %(body)s") % {"number": number, "body": body.title}


def free_slug(body: BodyPage, number: int) -> str:
    wanted, taken = slugify(f"meeting-{number}"), set(body.get_children().values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


def standing(item: AgendaItem) -> AgendaItem:
    names = ("sort_order", "day", "starts_at", "title", "presenter", "description", "standing")
    return AgendaItem(**{name: getattr(item, name) for name in names})


def carry_over(meeting: MeetingPage) -> int:
    """Ties the body's open actions to a meeting; each stays the record that it is. How many are new to the meeting."""
    before = MeetingPage.objects.sibling_of(meeting).filter(live=True, starts_at__lt=meeting.starts_at)
    found = Action.objects.filter(meeting__in=before.values("pk"), state__in=Action.OPEN).exclude(carried_to__meeting=meeting)
    links = [CarriedAction(meeting=meeting, action=action) for action in found]
    return len(CarriedAction.objects.bulk_create(links, ignore_conflicts=True))


def carry_to_the_next(held: MeetingPage) -> None:
    """When a meeting is held the turn of the next one comes, a draft of a series too: what is open goes there."""
    to_come = MeetingPage.objects.sibling_of(held).filter(state__in=TO_COME, starts_at__gt=held.starts_at)
    following = to_come.order_by("starts_at").first()
    if following:
        carry_over(following)
