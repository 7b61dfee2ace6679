import pytest
from django import forms

from gateway.starter.taxonomy import load_taxonomy
from gateway.taxonomy.choices import AreaCheckboxes
from gateway.taxonomy.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def field():
    load_taxonomy()
    return forms.ModelMultipleChoiceField(Area.objects.all(), widget=AreaCheckboxes)


def test_country_and_provinces_come_before_the_districts_of_each_province(field):
    groups = [(group, len(options)) for group, options, _place in field.widget.optgroups("areas", [])]
    assert groups[0] == (None, Area.objects.exclude(kind="district").count())
    assert "Sindh" in [group for group, _count in groups]
    assert sum(count for _group, count in groups) == Area.objects.count()


def test_chosen_areas_are_ticked(field):
    sindh = Area.objects.get(code="PK7")
    ticked = [
        option["label"]
        for _group, options, _place in field.widget.optgroups("areas", [str(sindh.pk)])
        for option in options
        if option["selected"]
    ]
    assert ticked == [str(sindh)]


def test_drawing_the_boxes_asks_the_database_once(field, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert "Sindh" in field.widget.render("areas", [])
