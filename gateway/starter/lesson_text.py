"""Reads a lesson that is written as plain text with a few marks, and gives the raw values of its StreamFields.

title: …                 fields, until the first empty line
## A heading             then paragraphs, lists ("- ", "1. "), **bold**, *italic*
::: example Title | Source        also: definition, exercise, callout, number, table
:::
# Key points             a list
# Quiz                   "? question", "- [x] right answer", "- [ ] wrong answer", "! explanation"
"""

import re
from collections.abc import Callable
from html import escape
from uuid import NAMESPACE_URL, uuid5

Raw = list[dict]


def read_lesson(text: str, name: str) -> dict:
    """The lesson's fields by name. Questions have ids made of `name`, the same in each language."""
    head, _blank, rest = text.partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    body, _mark, rest = rest.partition("\n# Key points\n")
    points, _mark, quiz = rest.partition("\n# Quiz\n")
    return fields | {
        "body": read_body(body),
        "key_points": [{"type": "point", "value": line[2:]} for line in points.strip().splitlines()],
        "quiz": read_quiz(quiz, name),
    }


def read_body(text: str) -> Raw:
    blocks: Raw = []
    for part in re.split(r"^(::: [\s\S]*?^:::)$|^(## .*)$", text, flags=re.MULTILINE):
        part = (part or "").strip()
        if part.startswith("::: "):
            blocks.append(read_special(part))
        elif part.startswith("## "):
            blocks.append({"type": "heading", "value": part[3:]})
        elif part:
            blocks.append({"type": "text", "value": html(part)})
    return blocks


def read_special(text: str) -> dict:
    first, _newline, inside = text.removesuffix(":::").partition("\n")
    kind, _space, line = first.removeprefix("::: ").partition(" ")
    return {"type": kind, "value": SPECIAL[kind]([word.strip() for word in line.split("|")], inside.strip())}


def _example(line: list[str], inside: str) -> dict:
    return {"title": line[0], "source": line[1], "text": html(inside)}


def _exercise(line: list[str], inside: str) -> dict:
    task, _rule, discussion = inside.partition("\n---\n")
    return {"task": html(task), "discussion": html(discussion)}


def _definition(line: list[str], inside: str) -> dict:
    return {"term": line[0], "meaning": html(inside)}


def _callout(line: list[str], inside: str) -> dict:
    tone, _space, title = line[0].partition(" ")
    return {"tone": tone, "title": title, "text": html(inside)}


def _number(line: list[str], inside: str) -> dict:
    return dict(zip(("label", "value", "unit", "period", "source"), line, strict=True)) | {
        "illustrative": inside == "illustrative"
    }


def _table(line: list[str], inside: str) -> dict:
    head, *rows = [[cell.strip() for cell in row.split("|")] for row in inside.splitlines()]
    kinds = ["number" if any(row[column][0].isdigit() for row in rows) else "text" for column in range(len(head))]
    columns = [{"type": kind, "heading": heading} for kind, heading in zip(kinds, head, strict=True)]
    table = {"columns": columns, "rows": [{"values": row} for row in rows], "caption": ""}
    return {"caption": line[0], "source": line[1], "table": table}


SPECIAL: dict[str, Callable[[list[str], str], dict]] = {
    "example": _example,
    "exercise": _exercise,
    "definition": _definition,
    "callout": _callout,
    "number": _number,
    "table": _table,
}


def read_quiz(text: str, name: str) -> Raw:
    questions = []
    for number, part in enumerate(re.split(r"^\? ", text.strip(), flags=re.MULTILINE)[1:]):
        question, *lines = part.strip().splitlines()
        options = [{"text": line[6:], "is_right": line[3] == "x"} for line in lines if line.startswith("- [")]
        explanation = next(line[2:] for line in lines if line.startswith("! "))
        value = {"text": question, "options": options, "explanation": explanation}
        questions.append({"type": "question", "id": str(uuid5(NAMESPACE_URL, f"{name}/{number}")), "value": value})
    return questions


def html(text: str) -> str:
    """Paragraphs and lists, parted by empty lines."""
    return "".join(_paragraph(part) for part in re.split(r"\n\s*\n", text.strip()))


def _paragraph(text: str) -> str:
    for mark, tag in ((r"- ", "ul"), (r"\d+\. ", "ol")):
        if re.match(mark, text):
            items = re.split(rf"^{mark}", text, flags=re.MULTILINE)[1:]
            return f"<{tag}>{''.join(f'<li>{_inline(item.strip())}</li>' for item in items)}</{tag}>"
    return f"<p>{_inline(text)}</p>"


def _inline(text: str) -> str:
    text = escape(" ".join(text.split()), quote=False)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    return re.sub(r"\*(.+?)\*", r"<i>\1</i>", text)
