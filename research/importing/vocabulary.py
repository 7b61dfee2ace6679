"""What stands in the vocabulary already, found by any of its names; and the nearest names to one that does not."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from django.db.models import Model
from django.utils import translation
from wagtail.models import Page

from gateway.accounts.audience import Reader, readable
from gateway.pages.panels import page_types_of_kind
from gateway.search.analysis import fold
from gateway.taxonomy.models import Area, Institution, LifecycleStage, Term, Theme
from research.models.person import Person
from research.vocabulary import Kind, Language, Licence

NEAR = 0.72
ALSO_WRITTEN = {"PK-KP": ["KPK"], "PK-JK": ["AJK"], "PK-IS": ["ICT"]}


def key(text: str) -> str:
    """One spelling for a name, whatever its case, accents, signs and spaces."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in fold(text)).split())


class Names:
    """Things by their names. A name that two things share finds neither."""

    def __init__(self) -> None:
        self.found: dict[str, dict[Any, Any]] = {}
        self.labels: dict[str, str] = {}

    def add(self, thing: Any, names: Iterable[str], label: str) -> None:
        identity = thing.pk if isinstance(thing, Model) else thing
        for name in filter(None, map(key, names)):
            self.found.setdefault(name, {})[identity] = thing
            self.labels.setdefault(name, label)

    def __getitem__(self, name: str) -> Any | None:
        things = list(self.found.get(key(name), {}).values())
        return things[0] if len(things) == 1 else None

    def is_shared(self, name: str) -> bool:
        return len(self.found.get(key(name), {})) > 1

    def near(self, name: str) -> list[str]:
        close = get_close_matches(key(name), self.labels, n=3, cutoff=NEAR)
        return list(dict.fromkeys(self.labels[each] for each in close))


def terms(model: type[Term]) -> Names:
    names = Names()
    for term in model.objects.all():
        names.add(term, _names_of(term), term.label)
    return names


def _names_of(term: Term) -> list[str]:
    iso_code = getattr(term, "iso_code", "")
    short = [iso_code.rpartition("-")[2], *ALSO_WRITTEN.get(iso_code, ())]
    return [term.code, term.name, term.name_ur, getattr(term, "acronym", ""), iso_code, *short]


def people() -> Names:
    """By whole name in both orders, by name in Urdu, and by ORCID."""
    names = Names()
    for person in Person.objects.all():
        turned = f"{person.family_name} {person.given_names}"
        names.add(person, [str(person), turned, person.name_ur, person.orcid], str(person))
    return names


def choices(vocabulary: type[Kind] | type[Language] | type[Licence], **more: Iterable[str]) -> Names:
    """By code, and by label in both languages."""
    names = Names()
    for code, label in vocabulary.choices:
        labels = []
        for language in ("en", "ur"):
            with translation.override(language):
                labels.append(str(label))
        names.add(code, [code, *labels, *more.get(code, ())], labels[0])
    return names


def pages_of_kind(kind: str, reader: Reader) -> Names:
    """Live pages that the reader may read, by their English and Urdu titles and by the end of their address."""
    names = Names()
    english: dict[Any, Page] = {}
    found = [page for model in page_types_of_kind(kind) for page in readable(model.objects.select_related("locale"), reader)]
    for page in sorted(found, key=lambda page: page.locale.language_code):
        original = english.setdefault(page.translation_key, page)
        names.add(original, [page.title, page.slug], original.title)
    return names


class Vocabulary:
    """Everything that a list may name, read once for all its lines."""

    def __init__(self, reader: Reader) -> None:
        self.people, self.institutions = people(), terms(Institution)
        self.terms = {"themes": terms(Theme), "stages": terms(LifecycleStage), "areas": terms(Area)}
        self.pages = {"programmes": pages_of_kind("programme", reader), "courses": pages_of_kind("course", reader)}
        self.kinds = choices(Kind)
        self.languages = choices(Language, en=["eng"], ur=["urd"], sd=["snd"], ps=["pus"], de=["ger", "deu"])
        self.licences = choices(Licence)
