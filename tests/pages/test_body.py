"""What the index is told of a page's body."""

import pytest

from gateway.blocks.body import BodyBlock, plain_text, side_by_side


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One</p><p>two &amp; three</p>", "One two & three"),
        ("a score <32 and the rest", "a score <32 and the rest"),
        ("fewer than < 10 families", "fewer than < 10 families"),
        ('<a href="/x/">Here</a>, <b>bold</b>', "Here, bold"),
    ],
)
def test_mark_up_goes_and_words_stay(html, words):
    assert plain_text(html) == words


def test_a_sign_in_a_plain_field_does_not_swallow_what_follows():
    block = BodyBlock()
    value = block.to_python([{"type": "heading", "value": "Score <poor and after"}, {"type": "text", "value": "<p>Text</p>"}])
    assert block.get_plain_text(value) == "Score <poor and after · Text"


def test_a_block_tells_search_its_words_and_not_what_was_chosen_for_it():
    block = BodyBlock()
    value = block.to_python([{"type": "callout", "value": {"tone": "warning", "title": "Mind", "text": "<p>Not paid.</p>"}}])
    assert block.get_plain_text(value) == "Mind · Not paid."


def test_an_empty_field_is_no_word():
    block = BodyBlock()
    value = block.to_python([{"type": "quotation", "value": {"text": "We were paid.", "source": None}}])
    assert block.get_plain_text(value) == "We were paid."


def test_a_number_is_read_with_its_unit():
    block = BodyBlock()
    number = {"value": "13,500", "unit": "rupees a quarter", "period": "2025", "source": "BISP", "label": "Stipend"}
    value = block.to_python([{"type": "number", "value": number}])
    assert "13,500 rupees a quarter · 2025" in block.get_plain_text(value)


def test_pieces_are_told_apart_unless_a_sentence_ends():
    assert (
        side_by_side(["Girls in\nschool", "", "Paid quarterly.", "یہ ہے۔", "No"])
        == "Girls in school · Paid quarterly. یہ ہے۔ No"
    )
    assert side_by_side([]) == ""
