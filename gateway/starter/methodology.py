"""The methodology page below the statistics, in both languages."""

import json
import tomllib
from pathlib import Path
from typing import Any

from gateway.starter.site import add_page
from programmes.models import MethodologyPage, StatisticsIndexPage

FOLDER = Path(__file__).parent / "data" / "statistics"
SLUG = "methodology"
# An editor's rich text knows no <bdi>: the characters that it stands for survive an edit.
ISOLATES = {"<bdi>": "\u2066", "</bdi>": "\u2069"}


def load_methodology() -> None:
    english, urdu = (StatisticsIndexPage.objects.get(locale__language_code=code) for code in ("en", "ur"))
    original = add_page(english, page("en"))
    add_page(urdu, page("ur", translation_key=original.translation_key))


def page(language: str, **fields: Any) -> MethodologyPage:
    words = tomllib.loads((FOLDER / f"methodology.{language}.toml").read_text(encoding="utf-8"))
    body = [{"type": block["type"], "value": value(block)} for block in words["body"]]
    return MethodologyPage(slug=SLUG, title=words["title"], summary=words["summary"], body=json.dumps(body), **fields)


def value(block: dict[str, Any]) -> Any:
    if block["type"] == "callout":
        return {"tone": "note", "title": block["title"], "text": isolated(block["text"])}
    return table(block) if block["type"] == "table" else isolated(block["value"])


def table(block: dict[str, Any]) -> dict[str, Any]:
    columns = [{"type": "text", "heading": heading} for heading in block["columns"]]
    return {"caption": block["caption"], "table": {"columns": columns, "rows": [{"values": row} for row in block["rows"]]}}


def isolated(text: str) -> str:
    for tag, character in ISOLATES.items():
        text = text.replace(tag, character)
    return text
