"""What would become of each line: matched, doubted, held against the library, or sent back."""

import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import PageViewRestriction

from gateway.taxonomy.models import Area, Institution, Theme
from research.importing import words
from research.importing.checking import CREATE, DUPLICATE, ERROR, LIKELY, check
from research.importing.dates import partial_date
from research.importing.record import Record, error
from research.models import Person
from tests.factories.courses import make_course
from tests.factories.programmes import add_index, add_programme
from tests.factories.research import make_publication, make_theme


def plan(reader=None, line=2, **values):
    record = Record(line)
    for name, text in {"title": "A study", "date": "2025", **values}.items():
        record.put(name, text)
    [found] = check([record], reader or AnonymousUser())
    return found


def codes(found):
    return [note.code for note in found.notes]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2025", "2025"),
        ("۲۰۲۵", "2025"),
        ("2025-02", "2025-02"),
        ("2025/2/6", "2025-02-06"),
        ("2025/02//", "2025-02"),
        ("2025-02-26T10:00:00Z", "2025-02-26"),
        ("26.02.2025", "2025-02-26"),
        ("04/04/2025", "2025-04-04"),
        ("03/04/2025", None),
        ("feb 2025", "2025-02"),
        ("26 February 2025", "2025-02-26"),
        ("Feb. 26, 2025", "2025-02-26"),
        ("26 فروری 2025", "2025-02-26"),
        ("31 February 2025", None),
        ("2025-13", None),
        ("0025", None),
        ("spring 2025", None),
        ("", None),
    ],
)
def test_dates_are_no_more_exact_than_they_are_known(text, date):
    found = partial_date(text)
    assert (str(found) if found else None) == date


def test_authors_are_found_by_every_name_that_they_have(db):
    amna = Person.objects.create(given_names="Amna", family_name="Khan", name_ur="آمنہ خان", orcid="0000-0002-1825-0097")
    bank = Institution.objects.create(code="world-bank", name="World Bank", acronym="WB", name_ur="عالمی بینک")
    names = "Khan, Amna; AMNA KHAN; آمنہ خان; A. K. (0000-0002-1825-0097); wb; عالمی بینک; {World Bank}"
    found = plan(authors=names)
    assert [fields.get("person") or fields["institution"] for fields in found.authors] == [amna] * 4 + [bank] * 3
    assert codes(found) == []
    assert "Amna Khan" in found.known


def test_unknown_authors_are_printed_and_the_nearest_are_named(db):
    Person.objects.create(given_names="Amna", family_name="Khan")
    for _twice in range(2):
        Person.objects.create(given_names="Ali", family_name="Raza")
    found = plan(authors="Khan, Amnah; Raza, Ali; Zzyzx, Q.; {Ministry, of Everything}")
    assert [fields["printed_name"] for fields in found.authors] == [
        "Amnah Khan",
        "Ali Raza",
        "Q. Zzyzx",
        "Ministry, of Everything",
    ]
    assert codes(found) == ["author-near", "author-shared", "author-unknown", "author-unknown"]
    assert found.notes[0].values["near"] == "Amna Khan"
    assert found.outcome == CREATE


def test_terms_are_found_by_code_and_by_both_names(db):
    health = make_theme("health", "Health", name_ur="صحت")
    sindh = Area.objects.create(code="PK7", name="Sindh", kind=Area.Kind.PROVINCE)
    found = plan(themes="صحت; HEALTH; Helth; Quantum", areas="pk7")
    assert found.terms == {"themes": [health], "stages": [], "areas": [sindh]}
    assert codes(found) == ["term-near", "term-unknown"]


def test_a_name_of_two_terms_finds_neither(db):
    for code in ("one", "two"):
        Theme.objects.create(code=code, name="Twins")
    assert codes(plan(themes="Twins")) == ["term-shared"]


def test_words_for_kind_language_and_licence_are_known_in_both_languages(db):
    found = plan(kind="Working Paper", language="اردو", licence="CC BY", publisher="Nobody", url="https://example.org/")
    assert (found.fields["kind"], found.fields["language"], found.fields["licence"]) == ("working-paper", "ur", "not-stated")
    assert codes(found) == ["choice-unknown", "term-unknown"]
    assert found.fields["publisher"] is None


def test_a_line_that_no_page_can_be_made_of_says_what_to_mend(db):
    found = plan(
        title="…",
        date="soon",
        doi="x",
        isbn="123",
        url="no address",
        summary="s" * 501,
        summary_ur="s" * 501,
        title_ur="t" * 256,
    )
    expected = ["no-title", "text-too-long", "bad-date", "bad-doi", "bad-isbn", "bad-external_link", *["text-too-long"] * 2]
    assert codes(found) == expected
    assert found.outcome == ERROR
    assert codes(plan(title="t" * 256, date="")) == ["text-too-long", "no-date"]


def test_a_work_of_the_library_is_known_by_its_doi_or_by_title_and_year(library):
    by_doi = make_publication(library, title="Old title", doi="10.1234/ABC")
    by_title = make_publication(library, title="Cash & care: a study", published="2025-03")
    found = plan(doi="https://doi.org/10.1234/abc")
    assert (found.outcome, found.twin, found.fields["doi"]) == (DUPLICATE, by_doi.pk, "10.1234/abc")
    found = plan(title="CASH – care (a study)", date="2025-11")
    assert (found.outcome, found.twin) == (LIKELY, by_title.pk)
    assert plan(title="Cash & care: a study", date="2024").outcome == CREATE


def test_a_work_that_stands_twice_in_the_list_is_made_once(db):
    first, second, third = (Record(line, {"title": "Twice", "date": "2025"}) for line in (2, 3, 4))
    third.put("title", "Other")
    assert [found.outcome for found in check([first, second, third], AnonymousUser())] == [CREATE, DUPLICATE, CREATE]
    same = [Record(line, {"title": f"T{line}", "date": "2025", "doi": "10.1234/a"}) for line in (2, 3)]
    assert [found.outcome for found in check(same, AnonymousUser())] == [CREATE, DUPLICATE]


def test_a_page_that_the_importer_may_not_see_is_not_told_of(library):
    closed = make_publication(library, title="Closed", doi="10.1234/closed")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    found = plan(title="Closed", doi="10.1234/closed")
    assert (found.outcome, found.twin, codes(found)) == (CREATE, None, [])


def test_every_note_has_its_words():
    """The codes stand as words of their own in the modules that note them."""
    folder = Path(words.__file__).parent
    sources = [path.read_text() for path in folder.glob("*.py") if path.name != "words.py"]
    used = {
        code for source in sources for code in re.findall(r'(?<!_)\b(?:error|doubt|UnreadableFile)\(\s*"([a-z-]+)"', source)
    }
    assert used <= set(words.WORDS)
    assert len(used) > 25


def test_programmes_and_courses_are_found_by_title_in_both_languages_and_by_address(home, urdu_home):
    kafaalat = add_programme(add_index(home), title="Benazir Kafaalat")
    course = make_course(home, lessons=0, title="The registry")
    found = plan(programmes="benazir kafaalat; kafaalat; Kafalat", courses=course.slug)
    assert (found.pages["programmes"], found.pages["courses"]) == ([kafaalat], [course])
    assert codes(found) == ["page-near"]


def test_programme_that_the_importer_may_not_read_is_neither_found_nor_named(home):
    programme = add_programme(add_index(home), "secret", title="Secret programme")
    PageViewRestriction.objects.create(page=programme, restriction_type=PageViewRestriction.LOGIN)
    found = plan(programmes="Secret programme")
    assert found.pages["programmes"] == []
    assert codes(found) == ["page-unknown"]


def test_what_a_librarian_writes_in_haste_is_understood(db):
    Area.objects.create(code="PK2", iso_code="PK-KP", kind="province", name="Khyber Pakhtunkhwa")
    found = plan(
        url="www.bisp.gov.pk/report",
        authors="Ali, B. and Khan, C.; {Raza, A. and Sons, B.}; Finance, Revenue and Plan",
        areas="KP; kpk",
    )
    assert found.fields["external_link"] == "https://www.bisp.gov.pk/report"
    names = [fields["printed_name"] for fields in found.authors]
    assert names == ["B. Ali", "C. Khan", "Raza, A. and Sons, B.", "Revenue and Plan Finance"]
    assert [area.name for area in found.terms["areas"]] == ["Khyber Pakhtunkhwa"]


def test_number_of_a_series_is_left_out_without_holding_up_the_list(db):
    found = plan(isbn="0000-0000")
    assert (found.outcome, found.fields["isbn"], codes(found)) == (CREATE, "", ["issn"])


def test_entry_that_cannot_be_read_is_not_blamed_for_what_it_lacks(db):
    [found] = check([Record(3, notes=[error("broken-bibtex")])], AnonymousUser())
    assert (found.outcome, codes(found)) == (ERROR, ["broken-bibtex"])


def test_work_with_an_urdu_title_is_in_urdu_unless_the_list_says_otherwise(db):
    found = [plan(title="سماجی تحفظ کا نظام"), plan(title="سماجی تحفظ", language="English"), plan(title="Zakat زکوٰۃ")]
    assert [each.fields["language"] for each in found] == ["ur", "en", "en"]
