"""Every question and every error of OAI-PMH 2.0; every answer is checked against the schemas."""

import pytest

from research.models import HarvestRecord
from research.oai import selecting
from research.oai.tokens import Token, encode
from tests.factories.research import make_publication, make_theme
from tests.research.oai.conftest import valid

LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
MOMENT = "2025-01-01T00:00:00Z"


def made_token(**changed) -> str:
    return encode(
        Token(**{"prefix": "oai_dc", "spec": "", "earliest": "", "latest": "", "after": MOMENT, "pk": 1, "cursor": 1} | changed)
    )


def test_the_repository_says_what_it_is(ask, home):
    answer = ask("Identify")
    assert answer.texts("o:baseURL") == ["http://testserver/oai"]
    assert answer.texts("o:deletedRecord") == ["persistent"]
    assert answer.texts("o:granularity") == ["YYYY-MM-DDThh:mm:ssZ"]
    assert answer.attributes("o:request") == {"verb": "Identify"}


def test_its_earliest_datestamp_is_no_later_than_any(ask, library):
    make_publication(library)
    [stamp] = ask("ListIdentifiers", metadataPrefix="mods").texts("o:datestamp")
    assert ask("Identify").texts("o:earliestDatestamp") == [stamp]


def test_formats_are_the_same_for_each_record(ask, library):
    page = make_publication(library)
    every = ask("ListMetadataFormats").texts("o:metadataPrefix")
    assert every == ["oai_dc", "mods"]
    assert ask("ListMetadataFormats", identifier=f"urn:uuid:{page.translation_key}").texts("o:metadataPrefix") == every


def test_sets_are_kinds_and_themes(ask, library):
    make_theme("gender")
    specs = ask("ListSets").texts("o:setSpec")
    assert {"kind", "kind:report", "theme", "theme:gender"} <= set(specs)


@pytest.mark.parametrize("wanted", ["kind", "kind:law", "theme", "theme:gender"])
def test_a_set_holds_what_is_in_it_and_in_the_sets_below(ask, library, wanted):
    page = make_publication(library, kind="law", themes=[make_theme("gender")])
    make_publication(library, kind="guide")
    found = ask("ListIdentifiers", metadataPrefix="oai_dc", set=wanted).statuses
    assert f"urn:uuid:{page.translation_key}" in found
    assert len(found) == (2 if wanted == "kind" else 1)


def test_dates_bound_a_list_on_both_sides(ask, library):
    for number, day in enumerate(("2025-01-01", "2025-01-02", "2025-01-03")):
        make_publication(library, title=f"Work {number}")
        HarvestRecord.objects.filter(datestamp__gt="2025-02-01T00:00Z").update(datestamp=f"{day}T12:00Z")
    assert len(ask(**LIST, from_="2025-01-02").statuses) == 2
    assert len(ask(**LIST, until="2025-01-02").statuses) == 2
    assert len(ask(**LIST, from_="2025-01-02", until="2025-01-02").statuses) == 1
    assert len(ask(**LIST, from_="2025-01-02T12:00:00Z", until="2025-01-03T11:59:59Z").statuses) == 1
    assert ask(**LIST, from_="2025-01-04").error == "noRecordsMatch"


def test_questions_may_be_posted(client, library, schemas):
    make_publication(library)
    assert len(valid(client.post("/oai", LIST).content, schemas).statuses) == 1


def test_other_methods_are_refused(client, home):
    assert client.put("/oai").status_code == 405


@pytest.mark.parametrize(
    ("error", "asked"),
    [
        ("badVerb", {}),
        ("badVerb", {"verb": "Nonsense"}),
        ("badVerb", {"verb": ["Identify", "Identify"]}),
        ("badArgument", {"verb": "Identify", "set": "kind"}),
        ("badArgument", {"verb": "Identify", "\x00\ufffe": "x"}),
        ("badArgument", {"verb": "ListRecords"}),
        ("badArgument", {"verb": "GetRecord", "identifier": "x"}),
        ("badArgument", LIST | {"metadataPrefix": ["oai_dc", "mods"]}),
        ("badArgument", LIST | {"set": ""}),
        ("badArgument", LIST | {"set": "kind::law"}),
        ("badArgument", LIST | {"set": "k" * 501}),
        ("badArgument", LIST | {"from": "yesterday"}),
        ("badArgument", LIST | {"from": "2025-02-30"}),
        ("badArgument", LIST | {"from": "2025-02-03", "until": "2025-02-02"}),
        ("badArgument", LIST | {"from": "2025-02-03", "until": "2025-02-04T00:00:00Z"}),
        ("badArgument", LIST | {"from": "٢٠٢٥-٠٢-٠٣"}),
        ("badArgument", LIST | {"resumptionToken": "x"}),
        ("badArgument", {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "کیا"}),
        ("badResumptionToken", {"verb": "ListSets", "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "x"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "WzFd"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": "ش"}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": made_token(pk=2**63)}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": made_token(after="")}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": made_token(after="2025-13-01")}),
        ("badResumptionToken", {"verb": "ListRecords", "resumptionToken": made_token(spec=7)}),
        ("cannotDisseminateFormat", {"verb": "ListRecords", "metadataPrefix": "marc21"}),
        ("cannotDisseminateFormat", {"verb": "ListRecords", "resumptionToken": made_token(prefix="marc21")}),
        ("idDoesNotExist", {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "oai:example.org:1"}),
        ("idDoesNotExist", {"verb": "GetRecord", "metadataPrefix": "oai_dc", "identifier": "urn:uuid:1"}),
        ("idDoesNotExist", {"verb": "ListMetadataFormats", "identifier": "urn:uuid:{5a0b6bb4-3a4e-4bb2-8c9f-0d9a3f7a2c11}"}),
        ("noRecordsMatch", LIST),
        ("noRecordsMatch", LIST | {"set": "kind:nothing"}),
    ],
)
def test_what_the_standard_forbids_is_refused_by_its_name(ask, home, error, asked):
    assert ask(**asked).error == error


def test_a_request_is_repeated_unless_it_was_wrong(ask, home):
    assert ask(**LIST).attributes("o:request") == LIST
    assert ask(**LIST, until="x").attributes("o:request") == {}


def test_a_format_that_one_record_lacks_all_lack(ask, library):
    page = make_publication(library)
    identifier = f"urn:uuid:{page.translation_key}"
    assert ask("GetRecord", identifier=identifier, metadataPrefix="marc21").error == "cannotDisseminateFormat"


def test_a_long_list_comes_in_parts_and_loses_nothing_to_changes(ask, library, monkeypatch):
    monkeypatch.setattr(selecting, "PART", 2)
    pages = [make_publication(library) for _number in range(5)]
    HarvestRecord.objects.update(datestamp="2025-01-01T00:00Z")
    first = ask(**LIST)
    assert first.attributes("o:resumptionToken") == {"completeListSize": "5", "cursor": "0"}
    pages[0].save()
    pages[2].save()
    second = ask("ListRecords", resumptionToken=first.token)
    third = ask("ListRecords", resumptionToken=second.token)
    assert third.token is None or third.token == "" or ask("ListRecords", resumptionToken=third.token).token is None
    found = first.statuses | second.statuses | third.statuses
    assert found.keys() == {f"urn:uuid:{page.translation_key}" for page in pages}
    assert ask("ListRecords", resumptionToken=first.token).statuses == second.statuses


def test_a_list_that_fits_has_no_token(ask, library):
    make_publication(library)
    assert ask(**LIST).token is None
