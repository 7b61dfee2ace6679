"""Addresses of figures."""

from django.utils import translation

from gateway.taxonomy.models import Area
from programmes.links import area_code, figure_address


def test_a_figure_has_one_address_without_its_totals():
    assert figure_address("kafaalat", "families_paid", "PK-PB", "2025-Q1") == (
        "/statistics/figures/kafaalat/families_paid/PK-PB/2025-Q1/"
    )


def test_a_breakdown_is_part_of_the_address():
    address = figure_address("kafaalat", "families_paid", "PK601", "2025", sex="F", age="65+")
    assert address == "/statistics/figures/kafaalat/families_paid/PK601/2025/?sex=F&age=65%2B"


def test_the_address_keeps_the_readers_language():
    with translation.override("ur"):
        assert figure_address("kafaalat", "families_paid", "PK", "FY2025").startswith("/ur/statistics/figures/")


def test_districts_are_called_by_their_p_code():
    assert area_code(Area(code="PK2", iso_code="PK-PB")) == "PK-PB"
    assert area_code(Area(code="PK203")) == "PK203"
