from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse

from programmes.models import Indicator, ProgrammeCode, Registry
from programmes.models.vocabulary import ensure_vocabulary
from programmes.queries import known_groups
from programmes.registry.codes import AGE_BANDS


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
    Indicator.objects.filter(code="centres").update(definition="Open on the day of the count.", definition_ur="")
    ensure_vocabulary()
    assert Registry.objects.filter(code="nser").exists()
    assert Indicator.objects.get(code="centres").definition == "Open on the day of the count."
    assert Indicator.objects.get(code="centres").definition_ur == ""


def test_only_whom_a_programme_does_not_serve_is_a_gap(db):
    assert known_groups()["kafaalat"] == {
        *(("sex", code) for code in "FX"),
        *(("age_band", code) for code in ("15-24", "25-34", "35-44", "45-54", "55-64", "65+")),
    }
    undeclared = known_groups()["nashonuma"]
    assert {code for column, code in undeclared if column == "sex"} == {"F", "M", "X"}
    assert {code for column, code in undeclared if column == "age_band"} == {*AGE_BANDS} - {"U"}


def test_what_was_published_of_a_programme_is_no_gap_once_readers_may_know_it(db, make_release, time_machine):
    time_machine.move_to(datetime(2025, 7, 1, tzinfo=UTC), tick=False)
    cells = [("kafaalat", "families_paid", "2025-Q1", "PK", 100, "M")]
    make_release(cells, embargo_until=datetime(2025, 7, 2, tzinfo=UTC))
    assert ("sex", "M") not in known_groups()["kafaalat"]
    time_machine.move_to(datetime(2025, 7, 2, tzinfo=UTC), tick=False)
    assert ("sex", "M") in known_groups()["kafaalat"]


def test_whom_a_programme_serves_is_ticked(admin_client, db):
    code = ProgrammeCode.objects.get(code="hunarmand")
    address = reverse("wagtailsnippets_programmes_programmecode:edit", args=[code.pk])
    given = {"name": code.name, "name_ur": code.name_ur, "code": code.code, "sexes": ["F"], "age_bands": ["15-24", "25-34"]}
    assert admin_client.post(address, given).status_code == 302
    code.refresh_from_db()
    assert (code.sexes, code.age_bands) == (["F"], ["15-24", "25-34"])
    assert 'value="F"' in admin_client.get(address).content.decode()


@pytest.mark.parametrize("model", ["indicator", "registry", "programmecode"])
def test_admin_offers_the_vocabulary(model, admin_client, db):
    for view in ("list", "add"):
        assert admin_client.get(reverse(f"wagtailsnippets_programmes_{model}:{view}")).status_code == 200


def test_words_added_later_filled_once_what_was_empty_and_nothing_else(db):
    Indicator.objects.filter(code="families_paid").update(definition_ur="", method_ur="")
    Indicator.objects.filter(code="centres").update(definition_ur="ایڈیٹر کے الفاظ")
    import_module("programmes.migrations.0011_words_in_urdu_sign_off_and_whom_it_serves").fill_in(apps, None)
    paid = Indicator.objects.get(code="families_paid")
    assert paid.definition_ur.startswith("وہ مختلف خاندان")
    assert "(paid)" in paid.method_ur
    assert Indicator.objects.get(code="centres").definition_ur == "ایڈیٹر کے الفاظ"


def test_every_method_is_said_in_both_languages(db):
    assert not Indicator.objects.exclude(method="").filter(method_ur="").exists()


def test_every_indicator_is_defined_in_urdu(db):
    assert not Indicator.objects.filter(definition_ur="").exists()
