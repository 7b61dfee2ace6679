"""Areas, and releases with figures, for the tests of statistics."""

from datetime import UTC, date, datetime

import pytest

from gateway.starter.taxonomy import load_taxonomy
from gateway.taxonomy.models import Area
from programmes.models import CurrentRelease, Indicator, Observation, Registry, Release


@pytest.fixture
def areas(db, monkeypatch):
    """The whole vocabulary, which only the admin's own search would have to know: writing that takes half of the time."""
    with monkeypatch.context() as patch:
        patch.setattr("gateway.starter.taxonomy.get_search_backends", list)
        load_taxonomy()


@pytest.fixture
def make_release(areas):
    def make(cells: list[tuple], registry: str = "bisp-payments", dataset: str = "payments", **fields) -> Release:
        """Cells: (programme, indicator, period, area, value[, sex[, status[, nature]]])."""
        source = Registry.objects.get(code=registry)
        given = {
            "export_id": f"{dataset}-{Release.objects.count()}",
            "as_of": date(2025, 3, 31),
            "state": "published",
            "sequence": 1,
            "published_at": datetime(2025, 4, 1, tzinfo=UTC),
        }
        release = Release.objects.create(
            registry=source,
            dataset=dataset,
            kind="aggregate",
            sha256="0" * 64,
            contract="1.0",
            rows=10,
            illustrative=source.illustrative,
            **given | fields,
        )
        for programme, indicator, period, area, value, *rest in cells:
            sex, status, nature = (*rest, *("_T", "normal", "A")[len(rest) :])
            Observation.objects.create(
                release=release,
                origin=release,
                programme=programme,
                indicator=Indicator.objects.get(code=indicator),
                period=period,
                area=Area.objects.get(code=area),
                value=value,
                sex=sex,
                status=status,
                nature=nature,
                revised=status == "revised",
            )
        CurrentRelease.objects.update_or_create(registry=source, dataset=dataset, defaults={"release": release})
        return release

    return make
