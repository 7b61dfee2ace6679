"""Held meetings by the hundred, for what must be as quick with many as with few."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from forum.models import BodyPage, MeetingPage
from gateway.accounts.audience import SUPERUSER
from gateway.accounts.models import PageAudience


def hold_meetings(body: BodyPage, count: int) -> None:
    """Held meetings written in bulk, with the audience that signals give to a meeting one by one."""
    last, start = body.get_last_child(), body.numchild
    shared = {"content_type": last.content_type, "locale": body.locale, "depth": body.depth + 1, "live": True}
    for number in range(start + 1, start + count + 1):
        page = Page(path=Page._get_path(body.path, body.depth + 1, number), title=f"Held {number}", **shared)
        page.slug = f"held-{number}"
        page.url_path = f"{body.url_path}{page.slug}/"
        page.save_base(raw=True, force_insert=True)
    pages = list(Page.objects.filter(path__startswith=body.path, slug__startswith="held-", audience_rows=None))
    held = timezone.now() - timedelta(days=1)
    for number, page in enumerate(pages, start=1):
        meeting = MeetingPage(page_ptr=page, number=number, starts_at=held - timedelta(days=number), state="held")
        meeting.save_base(raw=True, force_insert=True)
    rows = [PageAudience(page=page, token=token) for page in pages for token in (body.token, SUPERUSER)]
    PageAudience.objects.bulk_create(rows)
    Page.objects.filter(pk=body.pk).update(numchild=start + count)
    body.refresh_from_db()
