"""The codes that exist from the start: they are there after every migration."""

import csv
from pathlib import Path
from typing import Any

from programmes.models.statistics import Indicator, ProgrammeCode, Registry

DATA = Path(__file__).resolve().parent.parent / "vocabulary"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def ensure_vocabulary(**signal: Any) -> None:
    """Adds what is missing and leaves alone what an editor has changed, or emptied, since."""
    for model, name in [(ProgrammeCode, "programmes"), (Registry, "registries"), (Indicator, "indicators")]:
        known = set(model.objects.values_list("code", flat=True))
        for row in rows(name):
            if row["code"] not in known:
                model.objects.create(**prepared(row))


def prepared(row: dict[str, str]) -> dict[str, Any]:
    fields: dict[str, Any] = dict(row)
    if whole := fields.pop("part_of", ""):
        fields["part_of"] = Indicator.objects.get(code=whole)
    if "illustrative" in fields:
        fields["illustrative"] = fields["illustrative"] == "yes"
    for name in {"sexes", "age_bands"} & fields.keys():
        fields[name] = fields[name].split()
    return fields
