import gettext

from scripts.translations import compile_translations

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Search"\nmsgstr "تلاش"\n'


def test_catalogue_is_compiled_once_and_again_when_it_changes(tmp_path):
    source = tmp_path / "ur" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(CATALOGUE)
    (compiled,) = compile_translations(tmp_path)
    with compiled.open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Search") == "تلاش"
    assert compile_translations(tmp_path) == []
    compiled.unlink()
    assert compile_translations(tmp_path) == [compiled]
