"""Versions, corrections and retractions: on top of the page, in lists, search, citations, feeds and for machines."""

import json

import extruct
import feedparser
import pytest
from django.utils import translation

from gateway.accounts.models import User
from gateway.search.models import IndexJob
from research.history import give_histories, history_of
from research.models import Notice, PublicationPage, Version
from tests.factories.documents import publication_file
from tests.factories.research import make_publication
from tests.research.test_publication_page import body, tags


def version(label: str, **fields) -> Version:
    return Version(label=label, **{"published": "2025-03"} | fields)


def notice(kind: str = "retraction", **fields) -> Notice:
    return Notice(kind=kind, **{"published": "2025-03", "text": "The tables counted families twice."} | fields)


def with_history(library, *parts: Version | Notice, **fields) -> PublicationPage:
    page = make_publication(library, **fields)
    page.versions = [part for part in parts if isinstance(part, Version)]
    page.notices = [part for part in parts if isinstance(part, Notice)]
    page.save()
    return PublicationPage.objects.get(pk=page.pk)


@pytest.fixture
def retracted(library) -> PublicationPage:
    return with_history(library, notice(link="https://example.org/notice", text_ur="جدولوں میں خاندان دو بار گنے گئے۔"))


def test_a_retraction_stands_on_top_of_the_page_and_in_its_citations(client, retracted):
    html = body(client, retracted)
    assert html.index("The tables counted families twice.") < html.index("columns__main")
    assert "notice--warning" in html
    assert 'href="https://example.org/notice"' in html
    assert "(Retracted, March 2025)" in html
    assert tags(html, "DC.description") == ["Retracted, March 2025: The tables counted families twice."]
    [item] = json.loads(client.get(f"{retracted.url}cite.json").content)
    assert (item["status"], item["note"]) == ("retracted", "Retracted, March 2025: The tables counted families twice.")
    assert "N1  - Retracted, March 2025:" in client.get(f"{retracted.url}cite.ris").content.decode()
    assert "note = {Retracted, March 2025:" in client.get(f"{retracted.url}cite.bib").content.decode()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_retraction_is_told_to_machines(client, retracted):
    [work] = extruct.extract(body(client, retracted), syntaxes=["json-ld"])["json-ld"]
    assert work["creativeWorkStatus"] == "Retracted"
    assert work["correction"][0]["@type"] == "CorrectionComment"
    [entry] = feedparser.parse(client.get("/research/feed.xml").content).entries
    assert entry.title == f"Retracted: {retracted.title}"
    record = client.get(f"/oai?verb=GetRecord&metadataPrefix=mods&identifier=urn:uuid:{retracted.translation_key}")
    assert b'<note type="retraction">Retracted, March 2025' in record.content
    [found] = client.get("/api/publications").json()["results"]
    assert found["notices"][0]["kind"] == "retraction"
    assert found["notices"][0]["concerns_today"] is True


def test_a_retraction_is_seen_in_lists_and_told_to_search(client, retracted):
    [(_slug, card)] = client.get("/research/").context["lines"]
    assert card.facts == ["Retracted, March 2025"]
    assert "The tables counted families twice." in retracted.search_text()


def test_a_correction_of_an_older_version_is_told_but_says_nothing_against_todays(client, library):
    old = notice("correction", version="First edition")
    page = with_history(
        library, version("Second edition", changes="New tables.", doi="10.1234/two"), version("First edition"), old
    )
    html = body(client, page)
    assert "Corrected, March 2025: First edition" in html
    assert "notice--warning" not in html
    assert page.facts() == []
    assert "New tables." in html
    assert "https://doi.org/10.1234/two" in html
    assert "(Second edition)" in html


def test_files_stand_side_by_side_below_their_version(client, library):
    files = [
        publication_file("Today"),
        publication_file("Urdu", language="ur"),
        publication_file("Old", version="First edition"),
    ]
    page = with_history(library, version("Second edition"), version("First edition"), version("Draft"), files=files)
    editions = client.get(page.url).context["editions"]
    assert [[str(file) for file in edition.files] for edition in editions] == [["Today", "Urdu"], ["Old"], []]
    assert "holds no file of this version" in body(client, page)
    assert len(tags(body(client, page), "citation_pdf_url")) == 1


def test_the_gravest_notice_speaks_for_the_work(library):
    page = with_history(library, notice("correction", published="2026"), notice("retraction"), notice("concern"))
    assert [each.kind for each in page.history.notices] == ["correction", "retraction", "concern"]
    assert page.history.gravest.kind == "retraction"


def test_a_notice_on_one_page_holds_for_the_translation_and_search_learns_of_it(client, library, urdu_home, retracted):
    library.copy_for_translation(urdu_home.locale).save_revision().publish()
    urdu = retracted.copy_for_translation(urdu_home.locale)
    urdu.save_revision().publish()
    assert not urdu.notices.exists()
    with translation.override("ur"):
        assert len(urdu.facts()) == 1
        assert history_of(urdu).notices[0].label_language == "ur"
    assert "جدولوں میں خاندان دو بار گنے گئے" in client.get(f"/ur{retracted.url}").content.decode()
    IndexJob.objects.all().delete()
    retracted.save_revision().publish()
    assert IndexJob.objects.filter(page_id=urdu.pk).exists()


def test_a_notice_of_a_draft_is_not_told(client, library, urdu_home):
    page = make_publication(library)
    library.copy_for_translation(urdu_home.locale).save_revision().publish()
    draft = page.copy_for_translation(urdu_home.locale)
    draft.notices = [notice()]
    draft.save()
    assert not draft.live
    give_histories([page])
    assert page.history.notices == []
    assert "counted families twice" not in body(client, page)


def test_lists_read_all_histories_at_once(client, library, django_assert_num_queries):
    pages = [with_history(library, notice()) for _number in range(3)]
    with django_assert_num_queries(2):
        give_histories(pages)
        assert all(page.history.is_retracted for page in pages)


def test_an_editor_may_only_name_versions_that_there_are(library):
    page = with_history(library, version("First edition"))
    form_class = PublicationPage.get_edit_handler().get_form_class()

    def errors(label: str, **more: str) -> list[str]:
        rows = {
            "notices-0-kind": "correction",
            "notices-0-published": "2025",
            "notices-0-text": "x",
            "notices-0-version": label,
        }
        counts = {f"{name}-{what}_FORMS": "0" for name in form_class.formsets for what in ("TOTAL", "INITIAL")}
        form = form_class(
            counts | rows | {"notices-TOTAL_FORMS": "1", "body-count": "0"} | more, instance=page, for_user=User()
        )
        form.is_valid()
        return form.formsets["notices"].forms[0].errors.get("version", [])

    added = {"versions-TOTAL_FORMS": "1", "versions-0-label": "First edition", "versions-0-published": "2024"}
    assert errors("") == []
    assert errors("First edition", **added) == []
    assert "First edition" in errors("Third", **added)[0]
    assert "No versions are listed" in errors("Third")[0]


def test_rows_are_named_in_the_admin(library):
    page = with_history(library, version("First edition"), notice("correction"))
    assert str(page.versions.first()) == "First edition"
    assert str(page.notices.first()) == "correction, 2025-03"
