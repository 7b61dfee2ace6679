"""Publishing a communiqué and withdrawing it: only here is it decided what of a meeting is public."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _, override

from forum.communique.withdrawing import forget_in_search
from forum.models import BodyPage, Communique, CommuniquePage, MeetingPage
from gateway.accounts.models import User


def default_title(body: BodyPage) -> str:
    with override(body.locale.language_code):
        return _("Communiqué: %(body)s") % {"body": body.title}


@transaction.atomic
def publish(meeting: MeetingPage, title: str, chosen: Iterable[str], shows_day: bool, by: User | None) -> CommuniquePage:
    """Makes the page where there is none; what was public before and is no longer chosen is gone with this."""
    found = Communique.objects.filter(meeting=meeting).select_related("page").first()
    page = found.page if found else make_page(meeting.get_parent().specific, title, by)
    said = {"chosen": list(chosen), "shows_day": shows_day, "published_at": timezone.now()}
    Communique.objects.update_or_create(meeting=meeting, defaults=said, create_defaults=said | {"page": page})
    if page.title != title or not page.live:
        page.title = page.draft_title = title
        page.save_revision(user=by, log_action=True).publish(user=by)
    forget_in_search(meeting)
    page.refresh_from_db()
    return page


def make_page(body: BodyPage, title: str, by: User | None) -> CommuniquePage:
    page = CommuniquePage(title=title, slug=free_slug(body, title), locale=body.locale, live=False, owner=by)
    body.add_child(instance=page)
    return page


def free_slug(body: BodyPage, title: str) -> str:
    """Without the number of the meeting."""
    wanted = slugify(title)[:60] or "communique"
    taken = set(body.get_children().values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, len(taken) + 3))) if slug not in taken)


@transaction.atomic
def withdraw(meeting: MeetingPage, by: User) -> None:
    for communique in Communique.objects.filter(meeting=meeting).select_related("page"):
        communique.page.unpublish(user=by)


def close(page: CommuniquePage) -> None:
    """Whoever takes the page off the site, and however: it shows nothing again until it is published at the desk."""
    found = Communique.objects.filter(page__translation_key=page.translation_key)
    found.update(published_at=None)
    for communique in found.select_related("meeting"):
        forget_in_search(communique.meeting)
