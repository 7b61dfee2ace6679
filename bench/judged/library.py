"""A made-up library whose subjects are known by the way it is made, and not by the words that a document happens to hold.

Each document has one subject, place and genre, and says its subject in one of several ways. It also names another subject
and another place in passing; every fifth has a title that tells nothing.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[2] / "tests" / "search" / "judged"
SEED = 4
DOCUMENTS, IN_URDU = 300, 60
ABOUT_THE_SUBJECT = 0.35
SENTENCES = range(12, 45)


@dataclass(frozen=True)
class Document:
    """`name` is what judgements call it: `kafaalat`, `ur/kafaalat`, `library/school-meals@swat/guide/sana-qureshi/en-17`."""

    name: str
    language: str
    title: str
    text: str
    authors: tuple[str, ...]
    date: date | None


def library() -> list[Document]:
    source = json.loads((FOLDER / "library.json").read_text(encoding="utf-8"))
    chance = random.Random(SEED)  # noqa: S311 - made-up texts
    languages = ["ur" if number < IN_URDU else "en" for number in range(DOCUMENTS)]
    return [document for language in ("en", "ur") for document in made(source, language, languages.count(language), chance)]


def made(source: dict[str, Any], language: str, count: int, chance: random.Random) -> Iterator[Document]:
    subjects = [name for name, said in source["topics"].items() if language in said]
    for number in range(count):
        subject, place = subjects[number % len(subjects)], chance.choice(list(source["places"]))
        genre = chance.choice(list(source["genres"]))
        author = chance.randrange(len(source["authors"][language]))
        written = source["authors"]["en"][author].lower().replace(" ", "-")
        name = f"library/{subject}@{place}/{genre}/{written}/{language}-{number}"
        way = chance.choice(source["topics"][subject][language])
        passing = source["topics"][chance.choice([each for each in subjects if each != subject])][language]
        yield Document(
            name,
            language,
            title(source, way, place, genre, language, chance),
            text(source, way, chance.choice(passing), place, language, chance),
            (source["authors"][language][author],),
            date(chance.randint(2010, 2025), chance.randint(1, 12), 1),
        )


def title(source: dict[str, Any], way: dict[str, Any], place: str, genre: str, language: str, chance: random.Random) -> str:
    column = ("en", "ur").index(language)
    words = {"place": source["places"][place][column], "genre": source["genres"][genre][column]}
    if chance.random() < 0.2:
        return str(chance.choice(source["plain_titles"][language])).format(**words)
    return f"{way['title']}: {{genre}}".format(**words)


def text(
    source: dict[str, Any], way: dict[str, Any], passing: dict[str, Any], place: str, language: str, chance: random.Random
) -> str:
    column = ("en", "ur").index(language)
    here, there = source["places"][place][column], chance.choice(list(source["places"].values()))[column]
    sentences = [passing["sentences"][0], near(there, language)]
    for _number in range(chance.choice(SENTENCES)):
        about = chance.random() < ABOUT_THE_SUBJECT
        sentences.append(chance.choice(way["sentences"] if about else source["filler"][language]))
    sentences += [way["sentences"][0], inside(here, language)]
    chance.shuffle(sentences)
    return " ".join(each.format(number=chance.randint(11, 9_999), year=chance.randint(2005, 2025)) for each in sentences)


def inside(place: str, language: str) -> str:
    return f"We worked in {place} for {{number}} days." if language == "en" else f"ہم نے {place} میں {{number}} دن کام کیا۔"


def near(place: str, language: str) -> str:
    return f"The experience of {place} was not compared." if language == "en" else f"{place} کے تجربے سے موازنہ نہیں کیا گیا۔"
