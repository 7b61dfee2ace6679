from datetime import date

import pytest
from django.db.models import Count
from django.utils import translation

from gateway.starter.taxonomy import load_taxonomy
from gateway.taxonomy.models import Area, Institution, Instrument, LifecycleStage, Theme

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def vocabulary(db):
    load_taxonomy()


def test_country_has_seven_provinces_and_160_districts():
    kinds = dict(Area.objects.values_list("kind").annotate(Count("pk")).order_by())
    assert kinds == {"country": 1, "province": 7, "district": 160}
    iso = Area.objects.filter(kind="province").values_list("iso_code", flat=True)
    assert set(iso) == {"PK-BA", "PK-GB", "PK-IS", "PK-JK", "PK-KP", "PK-PB", "PK-SD"}


def test_every_area_has_an_urdu_name_and_every_district_lies_in_the_province_of_its_code():
    assert not Area.objects.filter(name_ur="").exists()
    for code, parent in Area.objects.filter(kind="district").values_list("code", "parent__code"):
        assert code[:3] == parent


def test_population_of_the_census_provinces_adds_up_to_the_national_total():
    census = Area.objects.filter(kind="province", population_source__contains="census")
    assert sum(census.values_list("population", flat=True)) == Area.objects.get(code="PK").population == 241_499_431


def test_known_dates_of_districts_are_kept():
    assert Area.objects.get(name="Khyber").valid_from == date(2018, 5, 31)
    assert Area.objects.get(name="Lehri").valid_to == date(2023, 2, 28)


def test_institutions_know_their_parent_and_their_place():
    bisp = Institution.objects.get(code="bisp")
    assert (bisp.acronym, bisp.parent.code, bisp.area.code) == ("BISP", "mopass", "PK")
    assert Institution.objects.get(code="pspa").area.name == "Punjab"


def test_terms_are_called_in_the_readers_language():
    with translation.override("en"):
        assert str(Theme.objects.get(code="gender")) == "Gender"
    with translation.override("ur"):
        assert str(Theme.objects.get(code="gender")) == "صنف"
        assert str(Institution(name="Nameless")) == "Nameless"


def test_loading_again_is_quick_and_leaves_an_editors_words(django_assert_max_num_queries):
    Theme.objects.filter(code="gender").update(name="Women and girls")
    before = {model: model.objects.count() for model in (Area, Institution, Instrument, LifecycleStage, Theme)}
    with django_assert_max_num_queries(25):
        load_taxonomy()
    assert before == {model: model.objects.count() for model in before}
    assert Theme.objects.get(code="gender").name == "Women and girls"
