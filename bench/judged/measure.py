"""Asks every engine every judged question, in a site's own process. Adds the made-up library to that site's index."""

import json
from collections.abc import Callable, Iterable
from statistics import mean

from bench.judged.engines import Ask, fts5, ours, starter_documents, whoosh
from bench.judged.library import library
from bench.judged.scoring import Judged, judged_questions
from tests.live import LiveSite

MEASURE = "from bench.judged.measure import measured; import json; print(json.dumps(measured()))"
OURS = "this site"
GROUPS: dict[str, Callable[[Judged], bool]] = {
    "all": lambda judged: True,
    "English": lambda judged: judged.language == "en",
    "Urdu": lambda judged: judged.language == "ur",
    "worked on": lambda judged: not judged.is_held_out,
    "held out": lambda judged: judged.is_held_out,
}

Scores = dict[str, dict[str, float]]
"""By engine and question."""


def engines() -> tuple[dict[str, Ask], list[str]]:
    starter, names = starter_documents()
    made = library()
    documents = starter + made
    asked = {
        "FTS5, all words": fts5(documents, "unicode61", " AND "),
        "FTS5, any word": fts5(documents, "unicode61", " OR "),
        "FTS5, any word, stemmed": fts5(documents, "porter unicode61", " OR "),
        "Whoosh, all words": whoosh(documents, stemmed=False, any_word=False),
        "Whoosh, any word": whoosh(documents, stemmed=False, any_word=True),
        "Whoosh, any word, stemmed": whoosh(documents, stemmed=True, any_word=True),
        OURS: ours(made, names),
    }
    return asked, [document.name for document in documents]


def measured_in(site: LiveSite) -> Scores:
    scores: Scores = json.loads(site.do(MEASURE))
    return scores


def measured() -> Scores:
    asked, names = engines()
    return {
        engine: {judged.text: judged.score(ask(judged.text, judged.language), names) for judged in judged_questions()}
        for engine, ask in asked.items()
    }


def means(scores: dict[str, float], questions: Iterable[Judged]) -> dict[str, float]:
    questions = list(questions)
    return {group: mean(scores[judged.text] for judged in questions if belongs(judged)) for group, belongs in GROUPS.items()}


def report(found: Scores, by_question: bool = False) -> str:
    questions = judged_questions()
    lines = [f"nDCG@10 of {len(questions)} judged questions", f"{'':<28}" + "".join(f"{group:>11}" for group in GROUPS)]
    for engine, scores in found.items():
        lines.append(f"{engine:<28}" + "".join(f"{value:>11.3f}" for value in means(scores, questions).values()))
    if by_question:
        lines += [question_line(judged, found) for judged in questions]
    return "\n".join(lines)


def question_line(judged: Judged, found: Scores) -> str:
    rivals = max(scores[judged.text] for engine, scores in found.items() if engine != OURS)
    return f"{found[OURS][judged.text]:.3f}  best of the others {rivals:.3f}  {judged.text}"
