"""What moves with a release: its own figures against those of the release that it takes the place of."""

from typing import Any

from django.db import connection

from gateway.taxonomy.models import Area
from programmes.models.statistics import Indicator, Release
from programmes.writing import DIFFERS, SAME_CELL, TABLE

MOST = 50
MOVED = f"""
    FROM {TABLE} AS new JOIN {TABLE} AS old ON old.release_id = %s AND {SAME_CELL}
    WHERE new.release_id = %s AND new.origin_id = %s AND {DIFFERS}"""
LARGEST = f"""
    WITH moved AS (
        SELECT new.programme, new.indicator_id, new.area_id, new.period, new.sex, new.age_band,
            old.value AS before, new.value AS after, ABS(COALESCE(new.value, 0) - COALESCE(old.value, 0)) AS size,
            MAX(COALESCE(old.value, 0)) OVER (PARTITION BY new.programme, new.indicator_id) AS scale
        {MOVED}
    )
    SELECT programme, indicator_id, area_id, period, sex, age_band, before, after FROM moved
    ORDER BY size * 1.0 / (scale + 10) DESC, programme, indicator_id, period, area_id, sex, age_band
    LIMIT {MOST}"""  # noqa: S608


def movements(release: Release, before: Release | None) -> tuple[list[dict[str, Any]], int]:
    """The largest movements, and how many there are in all; a figure that is new has not moved.

    Size is measured by the largest figure of the same programme and indicator that moved, so that families and
    rupees can stand in one list. `old` and `new` are None where the value is hidden.
    """
    if before is None:
        return [], 0
    given = [before.pk, release.pk, release.pk]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {MOVED}", given)
        (count,) = cursor.fetchone()
        cursor.execute(LARGEST, given)
        rows = cursor.fetchall()
    indicators, areas = Indicator.objects.in_bulk(), Area.objects.in_bulk([row[2] for row in rows])
    return [movement(row, indicators[row[1]], areas[row[2]]) for row in rows], count


def movement(row: tuple, indicator: Indicator, area: Area) -> dict[str, Any]:
    programme, _indicator, _area, period, sex, age_band, old, new = row
    return {
        "programme": programme,
        "indicator": indicator.code,
        "area": area.iso_code or area.code,
        "period": period,
        "sex": sex,
        "age_band": age_band,
        "old": old,
        "new": new,
    }
