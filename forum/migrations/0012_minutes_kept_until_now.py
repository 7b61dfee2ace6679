from django.db import migrations
from django.utils.html import escape

from forum.minutes.lines import split, text_of


def take_over(apps, schema_editor):
    """Minutes that members may read already are laid out in lines; confirmed ones are sealed as their first version."""
    for meeting in apps.get_model("forum", "MeetingPage").objects.exclude(minutes_state="draft").order_by("pk"):
        texts = [("opening", "", meeting.minutes)]
        items = apps.get_model("forum", "AgendaItem").objects.filter(meeting=meeting).order_by("sort_order", "pk")
        texts += [(f"item-{item.pk}", item.title, item.minutes) for item in items]
        if meeting.minutes_state == "circulated":
            lay_out(apps, meeting, texts)
        else:
            seal(apps, meeting, texts)


def lay_out(apps, meeting, texts):
    for order, (key, title, html) in enumerate(texts):
        part = apps.get_model("forum", "MinutesPart").objects.create(meeting=meeting, key=key, title=title, order=order)
        lines = [{**line, "text": text_of(line["html"])} for line in split(html)] + [{"is_end": True}]
        for place, line in enumerate(lines):
            apps.get_model("forum", "MinutesLine").objects.create(part=part, order=place, **line)


def seal(apps, meeting, texts):
    parts = [sealed("summary", plain(meeting.summary))]
    parts += [sealed(key, split(html), title=title) for key, title, html in texts]
    decisions = apps.get_model("forum", "Decision").objects.filter(meeting=meeting).order_by("number", "sort_order")
    parts += [sealed(f"decision-{decision.pk}", plain(decision.text), number=decision.number) for decision in decisions]
    apps.get_model("forum", "MinutesVersion").objects.create(meeting=meeting, number=1, parts=parts)


def sealed(key, lines, title="", number=None):
    return {"key": key, "kind": key.partition("-")[0], "number": number, "title": title, "lines": lines}


def plain(text):
    html = "<br/>".join(escape(row) for row in text.strip().splitlines())
    return [{"style": "p", "html": html}] if html else []


class Migration(migrations.Migration):
    dependencies = [("forum", "0011_minutes")]

    operations = [migrations.RunPython(take_over, migrations.RunPython.noop, elidable=True)]
