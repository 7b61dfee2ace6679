from tests.factories.documents import document, pdf
from tests.factories.research import by_institution, by_person, make_publication, make_sindh, make_theme


def whole_work(library, urdu_home):
    from research.models import PublicationFile

    khan = by_person("Khan", "Amna", orcid="0000-0002-1825-0097", institution=by_institution("PIDE").institution)
    page = make_publication(
        library,
        khan,
        by_institution("Ministry of Poverty"),
        themes=[make_theme("gender")],
        areas=make_sindh(),
        files=[PublicationFile(document=document(pdf("words")), label="Full text")],
        title="Counting \x0b families & <others>",
        summary="Short.",
        published="2025-02",
        doi="10.1234/abcd",
        isbn="978-3-16-148410-0",
        licence="cc-by-4.0",
        publisher=by_institution("PIDE").institution,
        external_link="https://example.org/source",
    )
    library.copy_for_translation(urdu_home.locale).save_revision().publish()
    urdu = page.copy_for_translation(urdu_home.locale)
    urdu.title, urdu.summary = "خاندانوں کی گنتی", "مختصر"
    urdu.save_revision().publish()
    return page


def test_dublin_core_names_everything_that_it_has_a_word_for(ask, library, urdu_home):
    whole_work(library, urdu_home)
    answer = ask("ListRecords", metadataPrefix="oai_dc")
    assert answer.texts("d:title") == ["Counting families & <others>", "خاندانوں کی گنتی"]
    assert answer.texts("d:creator") == ["Khan, Amna", "Ministry of Poverty"]
    assert answer.texts("d:date") == ["2025-02"]
    assert answer.texts("d:description") == ["Short.", "مختصر"]
    assert "https://doi.org/10.1234/abcd" in answer.texts("d:identifier")
    assert "urn:isbn:978-3-16-148410-0" in answer.texts("d:identifier")
    assert "https://creativecommons.org/licenses/by/4.0/" in answer.texts("d:rights")
    assert answer.texts("d:coverage") == ["Badin", "Sindh"]
    assert len(answer.texts("d:relation")) == 1


def test_mods_tells_people_from_institutions_and_files_from_the_page(ask, library, urdu_home):
    page = whole_work(library, urdu_home)
    answer = ask("ListRecords", metadataPrefix="mods")
    assert answer.texts("m:namePart") == ["Khan", "Amna", "Ministry of Poverty"]
    assert answer.attributes("m:name")["valueURI"] == "https://orcid.org/0000-0002-1825-0097"
    assert answer.texts("m:affiliation") == ["PIDE"]
    address, file = answer.texts("m:url")
    assert address == f"http://testserver/research/{page.slug}/"
    assert "/documents/" in file


def test_a_work_with_hardly_anything_is_valid_too(ask, library):
    make_publication(library, kind="dataset")
    assert ask("ListRecords", metadataPrefix="mods").texts("m:typeOfResource") == ["software, multimedia"]
    assert ask("ListRecords", metadataPrefix="oai_dc").texts("d:coverage") == ["Pakistan"]


def test_a_file_of_a_closed_collection_is_not_named(ask, library, urdu_home):
    from wagtail.models import CollectionViewRestriction

    page = whole_work(library, urdu_home)
    collection = page.files.get().document.collection
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert ask("ListRecords", metadataPrefix="oai_dc").texts("d:relation") == []
