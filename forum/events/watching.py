"""The ways to follow an event afterwards, with what each of them costs: video, sound, slides, transcript."""

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import urlsplit

from django.conf import settings

from forum.events.twins import source_of
from forum.models import EventPage
from gateway.accounts.audience import Reader
from gateway.accounts.documents import may_open
from gateway.files.models import Document


@dataclass(frozen=True)
class Media:
    """A file elsewhere is a link; one of this site is played on the page, and loaded when the reader starts it."""

    url: str
    megabytes: Decimal | None

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def is_own(self) -> bool:
        return self.host == urlsplit(settings.SITE_URL).hostname


@dataclass(frozen=True)
class Transcript:
    text: str
    language: str

    @property
    def words(self) -> int:
        return len(self.text.split())


@dataclass(frozen=True)
class Watching:
    video: Media | None
    audio: Media | None
    slides: Document | None
    transcript: Transcript | None

    def __bool__(self) -> bool:
        return any((self.video, self.audio, self.slides, self.transcript))


def watching(event: EventPage, reader: Reader) -> Watching:
    """Slides and transcript of a translation that has none are those of its source."""
    source = event if event.slides_id and event.transcript else source_of(event)
    slides = event.slides or source.slides
    spoken = event if event.transcript else source
    return Watching(
        Media(event.recording, event.recording_mb) if event.recording else None,
        Media(event.audio, event.audio_mb) if event.audio else None,
        slides if slides and may_open(reader, slides) else None,
        Transcript(spoken.transcript, spoken.transcript_language) if spoken.transcript else None,
    )
