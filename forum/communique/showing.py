"""What a communiqué shows: those parts of the latest confirmed minutes that are chosen, read anew at each request."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from forum.minutes.confirming import latest
from forum.minutes.lines import for_everybody, joined
from forum.models import Communique, CommuniquePage, MeetingPage, MinutesVersion
from gateway.pages.links import address_in

PUBLIC_KINDS = {"summary", "item", "decision"}
"""The opening, which names who was there, is never offered."""


@dataclass(frozen=True)
class Shown:
    """All that the public learns; `day` is None where the day of the meeting is not public."""

    parts: list[dict]
    day: date | None
    illustrative: bool

    @property
    def digest(self) -> str:
        """Says whether what is published is what was looked at before."""
        return hashlib.sha256(json.dumps([self.parts, str(self.day)]).encode()).hexdigest()

    def of_kind(self, kind: str) -> list[dict]:
        return [part for part in self.parts if part["kind"] == kind]

    @property
    def summary(self) -> list[dict]:
        return self.of_kind("summary")

    @property
    def items(self) -> list[dict]:
        return self.of_kind("item")

    @property
    def decisions(self) -> list[dict]:
        return self.of_kind("decision")


def may_be_chosen(version: MinutesVersion) -> list[dict]:
    return [part for part in version.parts if part["kind"] in PUBLIC_KINDS and (part["lines"] or part["title"])]


def chosen_from(meeting: MeetingPage, version: MinutesVersion, chosen: Iterable[str], shows_day: bool) -> Shown:
    """Without numbers: they would tell how many there are."""
    wanted = set(chosen)
    parts = [public(part) for part in may_be_chosen(version) if part["key"] in wanted]
    return Shown(parts, timezone.localdate(meeting.starts_at) if shows_day else None, meeting.illustrative)


def public(part: dict) -> dict:
    lines = [line | {"html": for_everybody(line["html"])} for line in part["lines"]]
    return {"kind": part["kind"], "title": part["title"], "lines": lines, "html": mark_safe(joined(lines))}  # noqa: S308


def shown_on(page: CommuniquePage) -> Shown | None:
    """Nothing on a copy, nor while the communiqué or its meeting is off the site."""
    found = Communique.objects.filter(page__translation_key=page.translation_key, page__live=True, meeting__live=True)
    communique = found.exclude(published_at=None).select_related("meeting").first()
    version = latest(communique.meeting) if communique else None
    return chosen_from(communique.meeting, version, communique.chosen, communique.shows_day) if version else None


def communique_context(page: CommuniquePage, request: HttpRequest) -> dict:
    body = page.get_parent().specific
    shown = page.__dict__.get("shown") or shown_on(page)
    address = address_in(get_language(), body.locale.language_code, body.get_url(request) or "")
    return {"body": body, "body_url": address, "shown": shown}
