"""The address of a meeting's pack: for those who may read the meeting; for all others it is not there."""

import tempfile
from pathlib import Path

from allauth.core.ratelimit import respond_429
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from forum.models import MeetingPage
from forum.pack.papers import PackPaper, bind, fit_papers, items_for
from forum.pack.sheets import write_sheets
from forum.pack.turns import turn
from gateway.accounts.audience import Reader, may_read

PRIVATE = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
PDF = "application/pdf"


@require_safe
def pack(request: HttpRequest, meeting_id: int) -> HttpResponseBase:
    meeting = get_object_or_404(MeetingPage, pk=meeting_id, live=True)
    if not may_read(request.user, meeting):
        raise Http404
    if request.method == "HEAD":
        return HttpResponse(content_type=PDF, headers=PRIVATE)
    name = f"meeting-{meeting.number}.pdf"
    with turn(request.user.pk) as may_begin:
        if not may_begin:
            return respond_429(request)
        return FileResponse(made(meeting, request.user), content_type=PDF, filename=name, headers=PRIVATE)


def made(meeting: MeetingPage, reader: Reader):
    """The pack, open for reading; its name is gone from the disk already."""
    items = items_for(meeting, reader)
    papers = [paper for item in items for paper in item.papers]
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        front, target = folder / "front.pdf", folder / "pack.pdf"
        fit_papers(papers, folder)
        write_sheets(meeting, meeting.get_parent(), items, front)
        if not bind(front, papers, target):
            leave_out(papers)
            write_sheets(meeting, meeting.get_parent(), items, front)
            bind(front, papers, target)
        return target.open("rb")


def leave_out(papers: list[PackPaper]) -> None:
    """All of them, where they could be read one by one but not be bound."""
    for paper in papers:
        paper.file, paper.pages = None, 0
