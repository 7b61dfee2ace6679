"""Other people's programs, unchanged, read what the library offers them. Their requests reach the site without a network."""

import json
import warnings
from datetime import date

import bibtexparser
import extruct
import feedparser
import icalendar
import pytest
import requests
import rispy
from requests.adapters import BaseAdapter

from tests.factories.forum import make_event, make_events
from tests.factories.library import make_publications
from tests.factories.research import by_person, make_publication, make_theme

with warnings.catch_warnings():  # an escape that newer Pythons warn of
    warnings.simplefilter("ignore")
    import sickle

SITE = "http://testserver"


class DjangoAdapter(BaseAdapter):
    """Carries what `requests` would send to Django's test client."""

    def __init__(self, client) -> None:
        super().__init__()
        self.client = client

    def send(self, request, **options) -> requests.Response:
        address, body = request.path_url, request.body or b""
        form = {"content_type": request.headers.get("Content-Type", "")} if body else {}
        answer = self.client.generic(request.method, address, body, **form)
        response = requests.Response()
        response.status_code, response._content, response.request = answer.status_code, answer.content, request
        response.headers.update(answer.headers)
        response.encoding, response.url = answer.charset, request.url
        return response

    def close(self) -> None: ...


@pytest.fixture
def harvester(client, monkeypatch):
    session = requests.Session()
    session.mount(SITE, DjangoAdapter(client))
    monkeypatch.setattr("sickle.app.requests", session)
    return sickle.Sickle(f"{SITE}/oai")


def test_sickle_harvests_five_thousand_records(harvester, library):
    make_publications(library, 5_000)
    records = list(harvester.ListRecords(metadataPrefix="oai_dc"))
    assert len({record.header.identifier for record in records}) == len(records) == 5_000
    assert {record.metadata["title"][0] for record in records} == {f"Publication {number}" for number in range(5_000)}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_sickle_learns_what_there_is_and_what_is_gone(harvester, library, method):
    harvester.http_method = method
    page = make_publication(library, kind="law", themes=[make_theme("gender")])
    page.delete()
    make_publication(library)
    assert harvester.Identify().deletedRecord == "persistent"
    assert {form.metadataPrefix for form in harvester.ListMetadataFormats()} == {"oai_dc", "mods"}
    assert "theme:gender" in {each.setSpec for each in harvester.ListSets()}
    [gone] = harvester.ListRecords(metadataPrefix="mods", set="theme:gender")
    assert gone.deleted
    assert len(list(harvester.ListRecords(metadataPrefix="mods", ignore_deleted=True))) == 1
    with pytest.raises(sickle.oaiexceptions.NoRecordsMatch):
        harvester.ListIdentifiers(metadataPrefix="mods", until="1999-12-31")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize(
    ("kind", "type_of_work"),
    [("report", "Report"), ("working-paper", "ScholarlyArticle"), ("dataset", "Dataset"), ("law", "Legislation")],
)
def test_extruct_finds_the_work_by_its_type(client, library, kind, type_of_work):
    page = make_publication(library, by_person("Khan", "Amna"), kind=kind, title="Counting & <families>")
    html = client.get(page.url).content.decode()
    found = extruct.extract(html, base_url=SITE + page.url, syntaxes=["json-ld", "dublincore"])
    [work] = found["json-ld"]
    assert (work["@type"], work["name"], work["author"][0]["name"]) == (type_of_work, page.title, "Amna Khan")
    [core] = found["dublincore"]
    assert {each["content"] for each in core["elements"] if each["name"].lower() == "dc.title"} == {page.title}


def test_feedparser_reads_the_feed(client, library):
    page = make_publication(library, by_person("Khan"), summary="Short.")
    feed = feedparser.parse(client.get("/research/feed.xml").content)
    assert not feed.bozo
    [entry] = feed.entries
    assert (entry.title, entry.link, entry.author) == (page.title, SITE + page.url, "Khan")
    assert entry.id == f"urn:uuid:{page.translation_key}"


def test_reference_managers_read_a_list_whole(client, library):
    for number in range(3):
        make_publication(library, by_person(f"Khan {number}"))
    answers = {form: client.get(f"/research/?format={form}").content.decode() for form in ("bibtex", "ris", "csl")}
    assert len(bibtexparser.parse_string(answers["bibtex"]).entries) == 3
    assert len(rispy.loads(answers["ris"])) == 3
    assert len(json.loads(answers["csl"])) == 3


def test_icalendar_reads_the_events(client, home):
    events = make_events(home)
    make_event(events, date(2025, 2, 24), ends_on=date(2025, 2, 26), title="Conference")
    make_event(events, date(2030, 1, 1), title="کانفرنس")
    calendar = icalendar.Calendar.from_ical(client.get("/events/calendar.ics").content)
    assert not any(part.errors for part in calendar.walk())
    assert [zone.tz_name for zone in calendar.timezones] == ["Asia/Karachi"]
    assert [(str(event["SUMMARY"]), event.end) for event in calendar.events] == [
        ("Conference", date(2025, 2, 27)),
        ("کانفرنس", date(2030, 1, 2)),
    ]
