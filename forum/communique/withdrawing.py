"""Taking words back from search at once: what it keeps of a communiqué is deleted with the change, not by its next writer."""

from forum.models import Communique, MeetingPage
from gateway.search.models import IndexedPage
from gateway.search.queue import request


def forget_in_search(meeting: MeetingPage) -> None:
    """The communiqué of a meeting is found again, by what is public now, when it has been written anew."""
    pages = list(Communique.objects.filter(meeting__translation_key=meeting.translation_key).values_list("page", flat=True))
    IndexedPage.objects.filter(pk__in=pages).delete()
    request(pages)
