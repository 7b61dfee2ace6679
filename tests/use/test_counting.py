"""Who is counted: people whom a page or a file was shown, whichever way; and nobody else."""

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import HttpResponse
from django.test import RequestFactory
from wagtail.models import PageViewRestriction

from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS
from gateway.use.counting import MARK, CountingMiddleware
from gateway.use.models import Downloads, PageViews
from gateway.use.robots import is_robot
from tests.factories.documents import publication_file
from tests.factories.forum import make_body, make_forum, make_user, seat
from tests.factories.research import make_library, make_publication
from tests.use.conftest import BROWSER


def views(page) -> int:
    return sum(PageViews.objects.filter(subject=page).values_list("count", flat=True))


def test_visits_of_a_day_are_one_row(client, page, tally):
    for _time in range(3):
        assert MARK not in client.get(page.url, headers={"user-agent": BROWSER})
    assert PageViews.objects.get().count == 3


@pytest.mark.parametrize(
    "asked",
    [
        {"headers": {"user-agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"}},
        {"headers": {}},
        {"headers": {"user-agent": BROWSER, "sec-purpose": "prefetch;prerender"}},
        {"headers": {"user-agent": BROWSER}, "method": "head"},
    ],
    ids=["robot", "nameless", "prefetch", "head"],
)
def test_what_is_no_visit(client, page, tally, asked):
    answer = getattr(client, asked.get("method", "get"))(page.url, headers=asked["headers"])
    assert answer.status_code == 200
    assert not PageViews.objects.exists()


def test_page_that_is_not_shown_is_not_counted(client, page, tally):
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert client.get(page.url, headers={"user-agent": BROWSER}).status_code == 302
    assert not PageViews.objects.exists()


def test_those_who_make_the_site_are_left_out(client, page, tally):
    editor = make_user()
    editor.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(editor)
    client.get(page.url, headers={"user-agent": BROWSER})
    assert views(page) == 0
    client.force_login(User.objects.create_user("reader@example.org", "x"))
    client.get(page.url, headers={"user-agent": BROWSER})
    assert views(page) == 1


def test_pages_of_a_small_body_are_not_counted(client, home, tally):
    body, member = make_body(make_forum(home)), make_user()
    seat(body, member)
    client.force_login(member)
    assert client.get(body.url, headers={"user-agent": BROWSER}).status_code == 200
    assert not PageViews.objects.exists()


def test_download_is_counted_with_its_file(client, home, tally):
    file = publication_file("The report")
    make_publication(make_library(home), files=[file])
    document = file.document
    answer = client.get(document.url, headers={"user-agent": BROWSER})
    b"".join(answer.streaming_content)
    kept = client.get(document.url, headers={"user-agent": BROWSER, "if-none-match": answer["ETag"]})
    assert kept.status_code == 304
    assert Downloads.objects.get(subject=document).count == 2


def test_answer_from_a_cache_counts_like_the_one_it_was_made_of(page, tally):
    """A cache inside the middleware answers with the mark that it kept; a part from the middle is no beginning."""

    def answer(**fields) -> HttpResponse:
        kept = HttpResponse("kept", status=fields.pop("status", 200), headers={MARK: str(page.pk), **fields})
        request = RequestFactory().get("/about/", headers={"user-agent": BROWSER})
        request.user = AnonymousUser()
        return CountingMiddleware(lambda _request: kept)(request)

    assert MARK not in answer()
    answer(status=206, **{"Content-Range": "bytes 0-99/1000"})
    answer(status=206, **{"Content-Range": "bytes 100-199/1000"})
    answer(status=304)
    tally.write()
    assert views(page) == 3


def test_counting_can_be_switched_off(client, page, tally, settings):
    settings.COUNT_USE = False
    client.get(page.url, headers={"user-agent": BROWSER})
    assert not PageViews.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        BROWSER,
        "Mozilla/5.0 (Linux; Android 13; CUBOT P80) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0 Safari/537.36 Edg/141.0",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/7.1; U; en) Presto/2.8.119 Version/11.10",
    ],
)
def test_people(name):
    assert not is_robot(name)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "-",
        "curl/8.5.0",
        "python-requests/2.32",
        "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)",
        "Mozilla/5.0 (compatible; YandexMetrika/2.0)",
        "facebookexternalhit/1.1",
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36",
        "sickle/0.7.0",
        "Scrapy/2.11 (+https://scrapy.org)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Mozilla/5.0 (compatible; archive.org_bot)",
        "FeedFetcher-Google",
    ],
)
def test_programs(name):
    assert is_robot(name)
