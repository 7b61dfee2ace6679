import io
import json
import re

import PIL.Image
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from wagtail.models import PageViewRestriction
from wagtail.rich_text import RichText

from gateway.accounts.signals import store_audiences
from gateway.files.models import Document, Image
from gateway.pages.models import StandardPage
from gateway.starter.site import add_page
from research.models import Author, ProgrammeLink, PublicationFile, PublicationPage
from tests.factories.research import by_institution, by_person, make_publication, make_sindh, make_theme


def body(client, page) -> str:
    return client.get(page.url).content.decode()


def json_ld(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)[1])


def tags(html: str, name: str) -> list[str]:
    return re.findall(rf'<meta name="{re.escape(name)}" content="([^"]*)">', html)


def pdf(title="Full text", language="en") -> PublicationFile:
    document = Document.objects.create(title=title, file=ContentFile(b"x" * 2048, "full.pdf"), file_size=2048, page_count=3)
    return PublicationFile(document=document, language=language)


def test_page_shows_what_the_work_is(client, library):
    orcid = "0000-0002-1825-0097"
    author = by_person("Khan", "Amna", orcid=orcid)
    page = make_publication(
        library,
        author,
        by_institution("Sindh Authority"),
        Author(printed_name="A. N. Other"),
        title="Cash & care",
        abstract="What it says.\n\nMore.",
        plain_language="In short.",
        doi="10.1234/cash",
        licence="cc-by-4.0",
        published="2025-02",
        files=[pdf()],
    )
    html = body(client, page)
    for words in ("Cash &amp; care", "Amna Khan", orcid, "A. N. Other", "What it says.", "In short.", "February 2025", "PDF"):
        assert words in html
    assert "3 pages" in html
    assert 'href="https://doi.org/10.1234/cash"' in html
    assert 'href="https://creativecommons.org/licenses/by/4.0/"' in html


def test_a_cover_is_drawn_from_the_title(client, library):
    assert '<svg class="block"' in body(client, make_publication(library))


def test_a_work_without_file_or_link_says_so(client, library):
    assert "holds no file of this work and knows no lasting address" in body(client, make_publication(library))
    page = make_publication(library, external_link="https://example.org/a", external_link_label="Gazette")
    assert 'href="https://example.org/a" rel="external">Gazette</a>' in body(client, page)


def test_schema_org_by_kind(client, library):
    kinds = {"report": "Report", "working-paper": "ScholarlyArticle", "dataset": "Dataset", "law": "Legislation"}
    for kind, schema_type in kinds.items():
        page = make_publication(library, kind=kind, published="2022", files=[pdf()])
        data = json_ld(body(client, page))
        assert data["@type"] == schema_type
        assert data["datePublished"] == "2022"
        assert "contentUrl" in data["distribution" if kind == "dataset" else "encoding"][0]
    assert json_ld(body(client, page))["legislationDate"] == "2022"


def test_schema_org_names_people_with_orcid_and_institution(client, library):
    institution = by_institution("Institute").institution
    author = by_person("Khan", "Amna", orcid="0000-0002-1825-0097", institution=institution)
    sindh, _badin = make_sindh()
    data = json_ld(body(client, make_publication(library, author, by_person("Shah"), areas=[sindh], doi="10.1234/x")))
    assert data["author"][0] == {
        "@type": "Person",
        "name": "Amna Khan",
        "sameAs": "https://orcid.org/0000-0002-1825-0097",
        "affiliation": {"@type": "Organization", "name": "Institute"},
    }
    assert data["author"][1] == {"@type": "Person", "name": "Shah"}
    assert data["spatialCoverage"] == ["Sindh"]
    assert data["identifier"]["value"] == "10.1234/x"


def test_no_title_can_break_out_of_the_head(client, library):
    title = '</script><b>"Cash"</b>'
    html = body(client, make_publication(library, title=title))
    assert json_ld(html)["name"] == title
    assert title not in html
    assert tags(html, "citation_title") == ["&lt;/script&gt;&lt;b&gt;&quot;Cash&quot;&lt;/b&gt;"]


def test_highwire_and_dublin_core_tags(client, library):
    page = make_publication(
        library,
        by_person("Khan", "Amna"),
        by_institution("Authority"),
        published="2025-02-26",
        publisher=by_institution("House").institution,
        themes=[make_theme("gender")],
        files=[pdf(), pdf("Urdu", "ur")],
        doi="10.1234/x",
    )
    html = body(client, page)
    assert tags(html, "citation_author") == ["Khan, Amna", "Authority"]
    assert tags(html, "citation_publication_date") == ["2025/02/26"]
    assert tags(html, "citation_technical_report_institution") == ["House"]
    assert len(tags(html, "citation_pdf_url")) == 1
    assert tags(html, "DC.creator") == ["Khan, Amna", "Authority"]
    assert tags(html, "DC.identifier") == ["doi:10.1234/x"]
    assert tags(html, "DC.subject") == ["Gender"]
    law = body(client, make_publication(library, kind="law", publisher=page.publisher))
    assert tags(law, "citation_publisher") == ["House"]


def test_related_publications_share_themes_and_are_readable(client, library):
    gender, nutrition = make_theme("gender"), make_theme("nutrition")
    page = make_publication(library, themes=[gender, nutrition])
    make_publication(library, title="One shared", themes=[gender], published="2025")
    make_publication(library, title="Two shared", themes=[gender, nutrition], published="2001")
    make_publication(library, title="Unrelated")
    closed = make_publication(library, title="Closed", themes=[gender, nutrition])
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    store_audiences(closed)
    assert [card.title for card in client.get(page.url).context["related"]] == ["Two shared", "One shared"]


def test_programmes_are_linked_when_the_reader_may_read_them(client, library, home, monkeypatch):
    programme = add_page(home, StandardPage(title="Kafaalat", slug="kafaalat"))
    page = make_publication(library)
    page.programme_links = [ProgrammeLink(programme=programme)]
    page.save()
    assert 'href="/kafaalat/">Kafaalat</a>' in body(client, page)
    PageViewRestriction.objects.create(page=programme, restriction_type="login")
    store_audiences(programme)
    assert "Kafaalat" not in body(client, page)


def test_only_a_programme_can_be_a_related_programme(home, monkeypatch):
    page = add_page(home, StandardPage(title="Kafaalat", slug="kafaalat"))
    with pytest.raises(ValidationError):
        ProgrammeLink(programme=page).clean()
    monkeypatch.setattr(StandardPage, "search_kind", "programme")
    ProgrammeLink(programme=page).clean()
    ProgrammeLink().clean()
    assert str(ProgrammeLink(programme=page)) == "Kafaalat"


@pytest.mark.parametrize("fields", [{}, {"printed_name": "A", "institution": "B"}])
def test_an_author_is_exactly_one_of_three(db, fields):
    if "institution" in fields:
        fields = fields | {"institution": by_institution("B").institution}
    with pytest.raises(ValidationError):
        Author(**fields).clean()
    Author(printed_name="A").clean()


def test_what_search_reads(library):
    page = make_publication(
        library,
        by_person("Khan"),
        by_institution("Authority"),
        abstract="Abstract",
        plain_language="Plain",
        themes=[make_theme("gender")],
        files=[pdf(), pdf("Urdu", "ur")],
        publisher=by_institution("House").institution,
        published="2025-02",
        body=[("text", "<p>Body</p>")],
    )
    page = PublicationPage.objects.get(pk=page.pk)
    assert page.search_text() == "Abstract · Plain · Khan · Authority · Body"
    documents = page.search_documents()
    assert [document.title for document in documents] == ["Full text", "Urdu"]
    assert page.place_in_document(documents[1].pk, 3) == f"#file={documents[1].pk}&page=3"
    assert page.place_in_document(documents[1].pk + 1, 3) == "", "a file in its text has no reader"
    facets = page.search_facets()
    assert facets["theme"] == ["gender"]
    assert facets["language"] == ["en", "ur"]
    assert facets["institution"] == ["authority", "house"]
    assert facets["format"] == ["pdf"]
    assert facets["programme"] == []
    assert str(page.search_date()) == "2025-02-01"


def test_names_follow_the_readers_language(client, library):
    page = make_publication(
        library,
        by_person("Khan", "Amna", name_ur="آمنہ خان"),
        by_institution("Sindh Authority", name_ur="سندھ اتھارٹی"),
    )
    html = client.get(f"/ur{page.url}").content.decode()
    assert "آمنہ خان" in html
    assert "سندھ اتھارٹی" in html
    with translation.override("ur"):
        assert page.facts() == ["آمنہ خان، سندھ اتھارٹی"]


def test_queries_do_not_grow_with_authors_files_and_themes(client, library, django_assert_max_num_queries):
    def page(count: int) -> PublicationPage:
        return make_publication(
            library,
            *[by_person(f"Author {count} {number}") for number in range(count)],
            *[by_institution(f"Institution {count} {number}") for number in range(count)],
            themes=[make_theme(f"theme-{count}-{number}") for number in range(count)],
            files=[pdf(f"File {count} {number}") for number in range(count)],
        )

    def queries(page: PublicationPage) -> int:
        with django_assert_max_num_queries(1000) as captured:
            assert client.get(page.url).status_code == 200
        return len(captured)

    small, large = page(2), page(12)
    queries(small)
    assert queries(large) == queries(small)


def test_a_note_that_is_its_own_text_is_not_called_missing(client, library):
    page = make_publication(library, kind="note", body=[("text", RichText("<p>All of it.</p>"))])
    assert "holds no file" not in body(client, page)


def test_the_cover_is_the_same_in_both_languages(client, library, urdu_home):
    page = make_publication(library, title="Counting families")
    library.copy_for_translation(urdu_home.locale).save_revision().publish()
    urdu = page.copy_for_translation(urdu_home.locale)
    urdu.title = "خاندانوں کی گنتی"
    urdu.save_revision().publish()
    english, urdu = (client.get(f"{prefix}/research/{page.slug}/") for prefix in ("", "/ur"))
    assert english.context["cover_seed"] == urdu.context["cover_seed"] == "Counting families"


# Wagtail leaves the temporary file of a rendition for the collector to close.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_chosen_cover_takes_the_place_of_the_drawn_one(client, library):
    drawing = io.BytesIO()
    PIL.Image.new("RGB", (60, 80)).save(drawing, "PNG")
    image = Image.objects.create(title="Cover", file=ContentFile(drawing.getvalue(), "cover.png"))
    html = body(client, make_publication(library, cover=image))
    assert 'alt="Cover"' in html
    assert '<div class="publication__cover"><svg' not in html
