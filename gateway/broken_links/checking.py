"""One round of looking at links: those that are due, each host in turn, never hurried."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from itertools import zip_longest
from urllib.parse import urlsplit

from django.utils import timezone

from gateway.broken_links.asking import Answer, ask
from gateway.broken_links.models import Link, Outcome

AT_MOST, A_HOST_AT_MOST = 100, 10
PAUSE = 2.0
ROUND_SECONDS = 600
CLAIMED = timedelta(hours=1)
AGAIN, AGAIN_WHEN_BROKEN, AGAIN_WHEN_LONG_BROKEN = timedelta(days=30), timedelta(days=1), timedelta(days=7)
BROKEN = (Outcome.GONE, Outcome.FAILS)


def check_due(
    asked: Callable[[str], Answer] = ask,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Returns how many links were asked."""
    end, last, count = clock() + ROUND_SECONDS, {}, 0
    due = Link.objects.filter(due_at__lte=timezone.now(), places__page__live=True).distinct().order_by("due_at", "pk")
    for link in in_turns(due[: AT_MOST * A_HOST_AT_MOST]):
        if count == AT_MOST or clock() >= end:
            break
        if not claim(link):
            continue
        host = host_of(link)
        sleep(max(0.0, last.get(host, float("-inf")) + PAUSE - clock()))
        note(link, asked(link.url))
        last[host] = clock()
        count += 1
    return count


def in_turns(links: Iterable[Link]) -> Iterator[Link]:
    """One link of each host, then the second of each, so that no host waits for another nor is asked too often."""
    hosts: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        if len(hosts[host_of(link)]) < A_HOST_AT_MOST:
            hosts[host_of(link)].append(link)
    return (link for row in zip_longest(*hosts.values()) for link in row if link)


def host_of(link: Link) -> str:
    return urlsplit(link.url).hostname or ""


def claim(link: Link) -> bool:
    """Of two rounds at once, one asks; a round that dies leaves its link to another an hour later."""
    later = timezone.now() + CLAIMED
    return bool(Link.objects.filter(pk=link.pk, due_at=link.due_at).update(due_at=later))


def note(link: Link, answer: Answer) -> None:
    now = timezone.now()
    link.outcome, link.answer, link.checked_at = answer.outcome, answer.words, now
    if answer.outcome in BROKEN:
        link.failures, link.broken_since = min(link.failures + 1, 1000), link.broken_since or now
        link.due_at = now + (AGAIN_WHEN_BROKEN if link.failures <= 3 else AGAIN_WHEN_LONG_BROKEN)
    else:
        link.failures, link.broken_since, link.due_at = 0, None, now + AGAIN
    link.save(update_fields=["outcome", "answer", "checked_at", "failures", "broken_since", "due_at"])
