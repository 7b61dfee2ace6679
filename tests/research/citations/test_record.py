from dataclasses import replace

from research.citations.apa import write_apa
from research.citations.chicago import write_chicago
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


def test_an_address_in_urdu_is_shown_in_its_letters_and_linked_as_browsers_send_it():
    encoded = "https://example.org/research/%DA%A9%D9%81%D8%A7%D9%84%D8%AA/"
    for write in (write_apa, write_chicago):
        assert f'<a href="{encoded}">https://example.org/research/کفالت/</a>' in write(replace(EXAMPLE, url=encoded, doi=""))
    assert replace(EXAMPLE, doi="10.1/a%DA%A9").shown_address == "https://doi.org/10.1/a%DA%A9"
