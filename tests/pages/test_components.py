"""The components' interfaces, as the wings' templates use them."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation

from gateway.pages.models import Card


def draw(name: str, **context) -> str:
    return render_to_string(f"components/{name}.html", context)


def render(source: str, **context) -> str:
    return Template(source).render(Context(context))


def test_a_fact_may_be_a_text_a_link_or_a_list_and_an_empty_one_is_left_out():
    html = draw("facts", rows=[("By", "BISP"), ("See", ("NSER", "/nser/")), ("In", ["Thatta", ("Badin", "/b/")]), ("None", "")])
    assert "<dd><bdi>BISP</bdi></dd>" in html
    assert '<a href="/nser/"><bdi>NSER</bdi></a>' in html
    assert html.count("<dd>") == 4
    assert "None" not in html


def test_a_fact_is_escaped_once():
    assert "<dd><bdi>Food &amp; cash</bdi></dd>" in draw("facts", rows=[("Kind", "Food & cash")])


def test_a_number_is_followed_by_its_unit_period_and_proof():
    figure = SimpleNamespace(
        label="Instalment",
        value=13500,
        unit="rupees",
        period="2025",
        provenance_url="/statistics/releases/1/",
        provenance_text="",
        status="illustrative",
    )
    html = draw("figure", figure=figure)
    assert "13,500" in html
    assert "Where this number comes from: Instalment" in html
    assert "/statistics/releases/1/" in html
    assert "Illustrative" in html


def test_a_proof_without_address_still_names_its_source():
    assert "Finance Division" in draw("proof", text="Finance Division")
    assert draw("proof").strip() == ""


@pytest.mark.parametrize(
    ("status", "word"),
    [
        ("provisional", "Provisional"),
        ("revised", "Revised"),
        ("quoted", "As quoted"),
        ("illustrative", "Illustrative"),
        ("", ""),
    ],
)
def test_a_status_is_said_in_words(status, word):
    assert word in draw("status", status=status)


def test_a_ledger_line_marks_a_title_in_the_other_language():
    with translation.override("ur"):
        html = draw("ledger", cards=[Card("Joint Statement", "/js/", "statement", "2025", "Fourteen priorities", ["PDF"])])
    assert '<h3 class="ledger__title" lang="en" dir="ltr">' in html


def test_an_empty_ledger_says_what_will_be_here():
    assert "No meeting is planned." in draw("ledger", cards=[], empty="No meeting is planned.")
    assert draw("ledger", cards=[]).strip() == ""


def test_pages_keep_the_rest_of_the_query():
    html = draw("pagination", paginator_page=Paginator(range(300), 10).page(15), query="q=cash")
    assert "?q=cash&amp;page=14" in html
    assert '<span aria-current="page">15</span>' in html
    assert html.count("…") == 2
    assert draw("pagination", paginator_page=Paginator(range(3), 10).page(1)).strip() == ""


class Question(forms.Form):
    name = forms.CharField(help_text="As on your card")
    kind = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect)
    agreed = forms.BooleanField()
    secret = forms.CharField(widget=forms.HiddenInput, required=False)
    note = forms.CharField(required=False)


def test_a_form_labels_every_field_and_keeps_what_was_typed():
    html = draw("form", form=Question({"name": "Amna", "note": "kept"}), submit="Send")
    assert '<label for="id_name">Name</label>' in html
    assert 'value="Amna"' in html
    assert 'value="kept"' in html
    assert 'type="hidden" name="secret"' in html
    assert "(optional)" in html
    assert "Send" in html


def test_a_wrong_form_opens_with_a_summary_that_leads_to_the_fields():
    html = draw("form", form=Question({"agreed": "on"}))
    assert html.index("There is a problem") < html.index('id="id_name"')
    assert '<a href="#id_name">Name: This field is required.</a>' in html
    assert 'id="id_name_error"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html


@pytest.mark.parametrize("tone", ["note", "warning", "illustrative", "success"])
def test_a_notice_has_a_sign_beside_its_words(tone):
    html = draw("notice", tone=tone, title="Take care", text="Please")
    assert f"notice--{tone}" in html
    assert '<svg class="icon"' in html


def test_chips_are_links_where_there_is_an_address():
    html = draw("chips", terms=[("Sindh", "/?area=PK7"), ("Women", "")])
    assert '<a href="/?area=PK7">Sindh</a>' in html
    assert "<span>Women</span>" in html


def test_the_icons_come_from_the_static_storage(settings):
    settings.STATIC_URL = "/elsewhere/"
    html = render('{% icon "search" %}{% icon "download" "Download" %}')
    assert 'href="/elsewhere/icons/sprite.svg#search"' in html
    assert 'role="img" aria-label="Download"' in html


def test_the_tile_has_the_size_that_was_asked_for():
    assert 'width="40" height="40"' in render('{% block_tile "a" 40 %}')
    assert 'width="96"' in draw("block", seed="a")


@pytest.mark.parametrize(("language", "words"), [("en", "24 February 2025"), ("ur", "24 فروری، 2025")])
def test_a_day_is_written_in_the_readers_language(language, words):
    with translation.override(language):
        html = render("{{ moment|day }}{{ nothing|day }}", moment=date(2025, 2, 24), nothing=None)
    assert html == f'<time datetime="2025-02-24">{words}</time>'


def test_a_moment_becomes_its_day():
    assert 'datetime="2025-02-24"' in render("{{ moment|day }}", moment=datetime(2025, 2, 24, 9, tzinfo=UTC))


def test_numbers_are_set_apart_by_thousands_and_words_stay():
    assert render("{{ a|number }} {{ b|number:1 }} {{ c|number }}{{ d|number }}", a=9800000, b=12.345, c="12+", d=None) == (
        "9,800,000 12.3 12+"
    )


def test_names_keep_their_own_direction():
    assert render("{{ name|bdi }}", name="<BISP>") == "<bdi>&lt;BISP&gt;</bdi>"


def test_headings_have_an_address_in_both_languages():
    assert render("{{ a|anchor }} {{ b|anchor }} {{ c|anchor }}", a="How to cite", b="حوالہ کیسے دیں", c="؟") == (
        "how-to-cite حوالہ-کیسے-دیں section"
    )


def test_machine_readable_facts_cannot_close_their_element():
    assert "</script><b>" not in render("{% json_ld data %}", data={"name": "</script><b>"})


def test_a_term_without_urdu_is_shown_in_english():
    term = SimpleNamespace(name="Cash", name_ur="", title="Food", title_ur="خوراک")
    with translation.override("ur"):
        assert render("{{ term|in_language }} {{ term|in_language:'title' }}", term=term) == "Cash خوراک"
