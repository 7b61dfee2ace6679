"""A record that is gone is told as deleted, for good; a closed one looks the same, and what was never open is not told of."""

import pytest
from wagtail.models import PageViewRestriction

from gateway.accounts.models import PageAudience
from research.models import HarvestRecord, PublicationPage
from research.oai.ledger import note_differences
from research.tasks import repair_harvest_ledger
from tests.factories.research import by_person, make_publication, make_theme

LONG_AGO = "2025-01-01T00:00:00Z"


@pytest.fixture
def page(library):
    page = make_publication(library, by_person("Khan"), title="Zanglophir", kind="law", themes=[make_theme("gender")])
    HarvestRecord.objects.update(datestamp=LONG_AGO)
    return page


@pytest.fixture
def record(ask, page):
    identifier = f"urn:uuid:{page.translation_key}"
    return lambda: ask("GetRecord", identifier=identifier, metadataPrefix="oai_dc")


def close(page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def delete(page) -> None:
    page.delete()


def unpublish(page) -> None:
    page.unpublish()


def close_the_library(page) -> None:
    close(page.get_parent())


@pytest.mark.parametrize("leave", [delete, unpublish, close, close_the_library])
def test_every_way_out_leaves_the_same_record(record, page, leave):
    leave(page)
    answer = record()
    assert list(answer.statuses.values()) == ["deleted"]
    assert answer.texts("o:setSpec") == ["kind:law", "theme:gender"]
    assert answer.texts("o:datestamp") > [LONG_AGO]
    assert answer.tree.find(".//{*}metadata") is None


@pytest.mark.parametrize("leave", [delete, unpublish, close])
def test_lists_by_set_tell_of_it(ask, page, leave):
    leave(page)
    for verb in ("ListRecords", "ListIdentifiers"):
        assert list(ask(verb, metadataPrefix="mods", set="theme:gender").statuses.values()) == ["deleted"]


def test_nothing_that_happens_to_a_closed_page_is_told(record, page):
    close(page)
    HarvestRecord.objects.update(datestamp=LONG_AGO)
    page.kind = "guide"
    page.themes = [make_theme("secret")]
    page.save_revision().publish()
    page.unpublish()
    page.delete()
    answer = record()
    assert answer.texts("o:datestamp") == [LONG_AGO]
    assert answer.texts("o:setSpec") == ["kind:law", "theme:gender"]


def test_a_page_that_opens_again_is_told_anew(record, page):
    close(page)
    PageViewRestriction.objects.get().delete()
    assert list(record().statuses.values()) == [None]
    assert record().texts("d:title") == ["Zanglophir"]


@pytest.mark.parametrize("fields", [{"live": False}, {}])
def test_what_was_never_open_never_appears(ask, library, fields):
    close(library)
    page = make_publication(library, **fields)
    page.save_revision()
    page.delete()
    assert ask("ListRecords", metadataPrefix="oai_dc").error == "noRecordsMatch"
    identifier = f"urn:uuid:{page.translation_key}"
    assert ask("ListMetadataFormats", identifier=identifier).error == "idDoesNotExist"


def test_a_signed_in_reader_harvests_no_more_than_anyone(client, record, page, learner):
    client.force_login(learner)
    close(page)
    assert list(record().statuses.values()) == ["deleted"]


def test_a_change_that_passed_the_ledger_by_is_hidden_at_once_and_told_by_night(record, page):
    PageAudience.objects.filter(page=page, token="public").delete()
    assert list(record().statuses.values()) == ["deleted"]
    assert HarvestRecord.objects.filter(deleted=False).exists()
    repair_harvest_ledger()
    assert not HarvestRecord.objects.filter(deleted=False).exists()


def test_pages_that_came_before_the_ledger_are_written_down(record, page):
    HarvestRecord.objects.all().delete()
    note_differences()
    assert list(record().statuses.values()) == [None]


def test_a_draft_does_not_move_the_datestamp(record, page):
    page.title = "Draft"
    page.save_revision()
    assert record().texts("o:datestamp") == [LONG_AGO]


def test_a_term_that_is_renamed_moves_the_datestamps_of_its_works(record, page, library):
    page.themes.get().save()
    assert record().texts("o:datestamp") > [LONG_AGO]
    HarvestRecord.objects.update(datestamp=LONG_AGO)
    page.authors.get().person.save()
    assert record().texts("o:datestamp") > [LONG_AGO]


def test_a_theme_that_is_deleted_is_no_set_any_more(record, page, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        PublicationPage.objects.get().themes.get().delete()
    assert record().texts("o:setSpec") == ["kind:law"]
