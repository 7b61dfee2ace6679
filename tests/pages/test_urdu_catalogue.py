"""Every word that a template shows has its Urdu, in the house's terms, with its placeholders intact."""

import ast
import csv
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import override
from django.utils.translation.template import templatize

ROOT = Path(settings.BASE_DIR)
CATALOGUES = sorted(ROOT.glob("locale/**/django.po"))
INTERFACE = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(ROOT / "locale/ur/LC_MESSAGES/django.po"))}
QUOTED = r"""('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|<[^>]+>")


def strings_of(template: Path) -> set[str]:
    calls = templatize(template.read_text(), origin=str(template))
    return {ast.literal_eval(text) for text in re.findall(rf"\bn?gettext\(u?{QUOTED}", calls)}


def glossary() -> dict[str, str]:
    with (ROOT / "gateway/starter/data/research/glossary.csv").open(encoding="utf-8") as lines:
        return {row["english"].lower(): row["urdu"] for row in csv.DictReader(lines)}


def forms_of(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) or [entry.msgstr]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_in_a_catalogue_is_doubtful_or_empty(path):
    entries = polib.pofile(str(path), check_for_duplicates=True)
    assert entries
    assert [entry.msgid for entry in entries if entry.fuzzy or entry.obsolete or not all(forms_of(entry))] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: str(path.relative_to(ROOT)))
def test_placeholders_and_markup_come_through_translation(path):
    for entry in polib.pofile(str(path)):
        for number, form in enumerate(forms_of(entry)):
            source = entry.msgid_plural if number and entry.msgid_plural else entry.msgid
            assert sorted(PLACEHOLDER.findall(form)) == sorted(PLACEHOLDER.findall(source)), entry.msgid


def test_every_string_of_the_templates_has_its_urdu():
    known = {text for _, text in INTERFACE}
    used = set().union(*map(strings_of, ROOT.glob("templates/**/*.*")))
    assert {"Home", "Skip to the content"} <= used
    assert used - known == set()


def test_the_glossary_decides_what_a_term_is_called():
    terms = glossary()
    wrong = [
        text for (_, text), entry in INTERFACE.items() if terms.get(text.lower(), forms_of(entry)[0]) != forms_of(entry)[0]
    ]
    assert wrong == []


def test_digits_stay_western_and_letters_are_those_of_urdu():
    arabic = re.compile("[كيىة٠-٩۰-۹]")
    assert [text for (_, text), entry in INTERFACE.items() if any(map(arabic.search, forms_of(entry)))] == []


def test_django_and_allauth_speak_urdu_too():
    from allauth.account.adapter import DefaultAccountAdapter
    from django.forms import Field

    with override("ur"):
        assert str(Field.default_error_messages["required"]) == "یہ خانہ بھرنا ضروری ہے۔"
        assert str(DefaultAccountAdapter.error_messages["email_password_mismatch"]) == "ای میل پتا یا پاس ورڈ درست نہیں۔"
