"""The examples that the style guide shows: what each component is given, in English and in Urdu."""

from dataclasses import dataclass
from types import SimpleNamespace

from django import forms
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.utils import translation

from gateway.blocks.body import BodyBlock
from gateway.pages.models import Card

COLOURS = ["paper", "cloth", "ink", "ink-soft", "indigo", "indigo-deep", "madder", "turmeric", "leaf"]
SEEDS = [
    "Benazir Kafaalat",
    "Punjab",
    "Sindh",
    "Khyber Pakhtunkhwa",
    "Balochistan",
    "Gilgit-Baltistan",
    "Azad Jammu and Kashmir",
]


@dataclass(frozen=True)
class Side:
    language: str
    html: str


@dataclass(frozen=True)
class Example:
    name: str
    sides: list[Side]


def examples() -> list[Example]:
    """Each component and each block of a body, drawn once in English and once in Urdu."""
    names = list(_components("en"))
    blocks = [name for name, _value in _body("en")]
    return [Example(name, [_component(name, code) for code in ("en", "ur")]) for name in names] + [
        Example(f"blocks/{name}", [_block(name, code) for code in ("en", "ur")]) for name in blocks
    ]


def _component(name: str, code: str) -> Side:
    with translation.override(code):
        return Side(code, render_to_string(f"components/{name}.html", _components(code)[name]))


def _block(name: str, code: str) -> Side:
    stream = BodyBlock()
    with translation.override(code):
        value = stream.to_python([{"type": kind, "value": raw} for kind, raw in _body(code) if kind == name])
        return Side(code, stream.render(value))


class ExampleForm(forms.Form):
    name = forms.CharField(max_length=80)
    district = forms.ChoiceField(choices=[("PK716", "Thatta"), ("PK206", "Quetta")], required=False)
    question = forms.CharField(widget=forms.Textarea, help_text="One or two sentences are enough.")
    language = forms.ChoiceField(choices=[("en", "English"), ("ur", "اردو")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="You may publish my question")


def _form(code: str) -> ExampleForm:
    form = ExampleForm({"name": "", "question": "x", "language": code, "agreed": "on"}, auto_id=f"{code}-%s")
    form.is_valid()
    return form


def _components(code: str) -> dict[str, dict]:
    title, summary, label, unit, period, text = _words(code)
    figure = SimpleNamespace(
        label=label, value=13500, unit=unit, period=period, provenance_url="#", provenance_text="", status="illustrative"
    )
    card = Card(title, "#", label, period, summary, [unit, "PDF"], code)
    return {
        "page_head": {"title": title, "summary": summary, "kind": label, "margin": period},
        "ledger": {"cards": [card, card]},
        "facts": {"rows": [(label, "BISP"), (unit, [("NSER", "#"), "PSER"]), (period, "")]},
        "figure": {"figure": figure},
        "notice": {"tone": "note", "title": title, "text": text},
        "empty": {"text": text, "url": "#", "link": title},
        "chips": {"terms": [(label, "#"), (unit, "#"), (period, "")]},
        "pagination": {"paginator_page": Paginator(range(200), 10).page(7), "query": "q=1"},
        "form": {"form": _form(code), "submit": title},
        "status": {"status": "revised"},
        "untranslated": {"page": SimpleNamespace(locale=SimpleNamespace(language_code=code))},
    }


def _body(code: str) -> list[tuple[str, object]]:
    title, summary, label, unit, period, text = _words(code)
    number = {"value": "13,500", "unit": unit, "period": period, "source": "BISP", "label": label, "illustrative": True}
    table = {
        "columns": [{"type": "text", "heading": label}, {"type": "number", "heading": unit}],
        "rows": [{"values": [title, "13,500"]}],
    }
    return [
        ("heading", title),
        ("text", f"<p>{text} <b>{summary}</b></p><ul><li>{label}</li><li>{unit}</li></ul>"),
        ("callout", {"tone": "warning", "title": title, "text": f"<p>{text}</p>"}),
        ("quotation", {"text": text, "source": title}),
        ("number", number),
        ("table", {"caption": title, "table": table, "source": "BISP"}),
    ]


def _words(code: str) -> tuple[str, str, str, str, str, str]:
    """Title, summary, label, unit, period and a sentence; made up to show the shape of things."""
    if code == "ur":
        return (
            "بینظیر کفالت",
            "مستحق خاندانوں کو ہر سہ ماہی میں نقد امداد۔",
            "سہ ماہی قسط",
            "روپے",
            "جنوری تا مارچ 2025",
            "یہ عبارت صرف شکل دکھانے کے لیے ہے۔",
        )
    return (
        "Benazir Kafaalat",
        "Quarterly cash for families that are poor.",
        "Quarterly instalment",
        "rupees a family",
        "January to March 2025",
        "This sentence only shows how a sentence looks.",
    )
