"""Where minutes are read and run, and what is done there."""

from django.urls import reverse

from forum.models import (
    Amendment,
    MinutesLine,
)


def the_line(text: str = "The river rose.") -> MinutesLine:
    return MinutesLine.objects.get(text=text)


def page_of(meeting) -> str:
    return reverse("minutes", args=[meeting.pk])


def line_page(meeting, line) -> str:
    return reverse("minutes_line", args=[meeting.pk, line.pk])


def desk(name: str, meeting, *more) -> str:
    return reverse(f"forum_desk:{name}", args=[meeting.pk, *more])


def propose(line, person, text, before=None) -> Amendment:
    return Amendment.objects.create(line=line, person=person, before=line.text if before is None else before, text=text)


def give_answer(client, meeting, proposal, said="accepted", reason="Agreed"):
    fields = {f"p{proposal.pk}-answer": said, f"p{proposal.pk}-reason": reason}
    return client.post(desk("minutes_answer", meeting, proposal.pk), fields)
