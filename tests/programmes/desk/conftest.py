"""People of the desk, and releases that wait on it."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Group

from gateway.accounts.models import User
from gateway.accounts.roles import OFFICERS, STEWARDS, ensure_roles
from gateway.taxonomy.models import Area
from programmes.models import Indicator, Observation, Registry, Release


@pytest.fixture
def people(db):
    """Makes someone with these roles; the name tells them apart."""
    ensure_roles()

    def make(name: str, *roles: str, **fields) -> User:
        person = User.objects.create_user(f"{name.lower()}@example.org", "x", first_name=name, **fields)
        person.groups.set(Group.objects.filter(name__in=roles))
        return person

    return make


@pytest.fixture
def steward(people):
    return people("Sana", STEWARDS)


@pytest.fixture
def officer(people):
    return people("Omar", OFFICERS)


@pytest.fixture
def hold(areas):
    """Makes a held release. A cell is (indicator, period, area's P-code, value[, sex])."""

    def make(cells: list[tuple], rules: tuple[str, ...] = ("large-change",), **fields) -> Release:
        release = Release.objects.create(
            registry=Registry.objects.get(code="bisp-payments"),
            dataset="payments",
            **{
                "export_id": f"held-{Release.objects.count()}",
                "kind": "aggregate",
                "as_of": date(2025, 6, 30),
                "sequence": 2,
                "sha256": "b" * 64,
                "contract": "1.0",
                "rows": 10,
                "state": "held",
                "covers": [["kafaalat", period] for period in dict.fromkeys(cell[1] for cell in cells)],
                "report": {
                    "checks": [{"rule": rule, "file": "data.csv", "line": None, "column": None, "count": 1} for rule in rules]
                },
            }
            | fields,
        )
        indicators, places = Indicator.objects.in_bulk(field_name="code"), Area.objects.in_bulk(field_name="code")
        Observation.objects.bulk_create(
            Observation(
                release=release,
                origin=release,
                programme="kafaalat",
                indicator=indicators[indicator],
                period=period,
                area=places[area],
                value=value,
                sex=sex[0] if sex else "_T",
                status="normal",
            )
            for indicator, period, area, value, *sex in cells
        )
        return release

    return make


HOUR = datetime(2100, 1, 1, 9, tzinfo=UTC)
