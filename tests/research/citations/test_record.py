from dataclasses import replace

from research.citations.record import Name, with_unique_keys
from tests.research.citations.examples import EXAMPLE


def test_a_key_is_plain_letters_even_for_urdu():
    citation = replace(EXAMPLE, key="", names=(Name("حکومت سندھ", literal=True),), title="The نشوونما")
    assert citation.key.isascii()
    assert citation.key.isalnum()


def test_a_work_without_author_or_latin_title_still_has_a_key():
    assert replace(EXAMPLE, key="", names=(), title="…").key == "2025"


def test_keys_are_unique_in_one_bibliography():
    keys = [citation.key for citation in with_unique_keys([EXAMPLE, EXAMPLE, EXAMPLE])]
    assert keys == ["khan2025cash", "khan2025cash-2", "khan2025cash-3"]
