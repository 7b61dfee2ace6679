import pytest
from django.urls import reverse

from programmes.models import Indicator, ProgrammeCode, Registry
from programmes.models.vocabulary import ensure_vocabulary


def test_codes_of_the_contract_exist_after_every_migration(db):
    units = dict(Indicator.objects.values_list("code", "unit"))
    assert units["families_enrolled"] == units["families_paid"] == "families"
    assert (units["amount_paid"], units["stipend_rate"]) == ("PKR", "PKR a quarter")
    assert set(ProgrammeCode.objects.values_list("code", flat=True)) >= {"kafaalat", "taleemi-wazaif", "flood-relief-cash"}
    assert list(Registry.objects.filter(illustrative=True).values_list("code", flat=True)) == ["synthetic"]
    assert Indicator.objects.get(code="children_enrolled_primary").part_of.code == "children_enrolled"


def test_every_indicator_is_defined_in_both_languages(db):
    assert not Indicator.objects.filter(definition="").exists()
    assert not Indicator.objects.filter(name_ur="").exists()


def test_what_is_missing_comes_back_and_what_was_edited_stays(db):
    Registry.objects.get(code="nser").delete()
    Indicator.objects.filter(code="centres").update(definition="Open on the day of the count.")
    ensure_vocabulary()
    assert Registry.objects.filter(code="nser").exists()
    assert Indicator.objects.get(code="centres").definition == "Open on the day of the count."


@pytest.mark.parametrize("model", ["indicator", "registry", "programmecode"])
def test_admin_offers_the_vocabulary(model, admin_client, db):
    for view in ("list", "add"):
        assert admin_client.get(reverse(f"wagtailsnippets_programmes_{model}:{view}")).status_code == 200


def test_words_added_later_fill_what_is_empty_and_nothing_else(db):
    Indicator.objects.filter(code="families_paid").update(definition_ur="")
    Indicator.objects.filter(code="centres").update(definition_ur="ایڈیٹر کے الفاظ")
    ensure_vocabulary()
    assert Indicator.objects.get(code="families_paid").definition_ur.startswith("وہ مختلف خاندان")
    assert Indicator.objects.get(code="centres").definition_ur == "ایڈیٹر کے الفاظ"


def test_every_indicator_is_defined_in_urdu(db):
    assert not Indicator.objects.filter(definition_ur="").exists()
