import hashlib
from datetime import UTC

from django.db import migrations
from django.utils import timezone


def as_utc(moment) -> str:
    return moment.astimezone(UTC).isoformat(timespec="minutes")


def keep_counting(apps, schema_editor):
    """Calendars hold events under a number that counted minutes; a smaller one would change nothing in them."""
    events = apps.get_model("forum", "EventPage")
    for event in events.objects.filter(first_published_at__isnull=False, last_published_at__isnull=False):
        passed = event.last_published_at - event.first_published_at
        events.objects.filter(pk=event.pk).update(sequence=max(int(passed.total_seconds() // 60), 0))


def letters_told_where(apps, schema_editor):
    """Whoever knows the date of a meeting has also been told its place: no second letter for that."""
    invitations = apps.get_model("forum", "Invitation").objects
    for meeting in apps.get_model("forum", "MeetingPage").objects.filter(starts_at__gt=timezone.now()):
        where = f"{meeting.ends_at and as_utc(meeting.ends_at)} {meeting.place} {meeting.link}"
        before = f"{meeting.state} {as_utc(meeting.starts_at)}"
        now = f"{before} {hashlib.sha256(where.encode()).hexdigest()[:8]}"
        for name in ("wanted", "told"):
            invitations.filter(meeting=meeting.pk, **{name: before}).update(**{name: now})


class Migration(migrations.Migration):
    dependencies = [("forum", "0009_actions_and_calendars")]

    operations = [
        migrations.RunPython(keep_counting, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(letters_told_where, migrations.RunPython.noop, elidable=True),
    ]
