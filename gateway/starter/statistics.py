"""Statistics: figures quoted from public sources, and one made-up registry export, all through the real refresh."""

import csv
import hashlib
import json
import tempfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from programmes.models import DataSet, Indicator, Registry, Release
from programmes.refresh import refresh

FOLDER = Path(__file__).parent / "data" / "statistics"
SIGN_OFF = "Starter content, at load"
COLUMNS = ("programme", "indicator", "period", "ref_area", "sex", "age_band", "unit", "value", "obs_status", "conf_status")
SYNTHETIC_ROWS = 120_000
MADE_UP, MADE_UP_NOTES_UR = "kafaalat-payments", "نمونے اور جانچ کے لیے فرضی خاندان۔ یہ کسی کا حال بیان نہیں کرتے۔"


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load_statistics() -> None:
    """Each export is refused or published as any other would be; one that is published already changes nothing."""
    figures = rows("figures")
    fresh = set()
    with tempfile.TemporaryDirectory(prefix="starter-", dir=settings.VAR) as name:
        for export in rows("exports"):
            folder = Path(name) / export["dataset"]
            write_quoted(folder, export, [row for row in figures if row["dataset"] == export["dataset"]])
            if publish(folder, export["description_ur"], SIGN_OFF):
                fresh.add(export["dataset"])
        folder = Path(name) / MADE_UP
        call_command("make_export", folder, rows=SYNTHETIC_ROWS, seed=2025, dataset=MADE_UP, verbosity=0)
        if publish(folder, MADE_UP_NOTES_UR):
            fresh.add(MADE_UP)
    for row in rows("datasets"):
        if row["dataset"] in fresh:
            describe(row)


def describe(row: dict[str, str]) -> None:
    """Title and calendar of a data set that has just come; from then on they are the editors'."""
    registry = Registry.objects.get(code=row["registry"])
    dataset = DataSet.objects.get_or_create(registry=registry, code=row["dataset"])[0]
    dataset.title, dataset.title_ur = row["title"], row["title_ur"]
    dataset.frequency, dataset.days_allowed = row["frequency"], int(row["days_allowed"])
    dataset.save()


def publish(folder: Path, notes_ur: str = "", signed_off_by: str = "") -> bool:
    """Whether it is new; then it gets its notes in Urdu, which are the data stewards' from then on."""
    report = refresh(folder, signed_off_by=signed_off_by)
    if report.state not in ("published", "already published"):
        raise RuntimeError(f"The starter export {folder.name} was not published: {json.dumps(report.as_json())}")
    is_new = report.state == "published"
    if is_new:
        Release.objects.filter(pk=report.release).update(description_ur=notes_ur)
    return is_new


def write_quoted(folder: Path, export: dict[str, str], figures: list[dict[str, str]]) -> None:
    """An aggregate export of figures that somebody has published, under one citation."""
    folder.mkdir()
    units = dict(Indicator.objects.values_list("code", "unit"))
    fixed = {"sex": "_T", "age_band": "_T", "conf_status": "F"}
    lines = [
        ",".join((figure | fixed | {"unit": units[figure["indicator"]]})[column] for column in COLUMNS) for figure in figures
    ]
    data = ("\n".join([",".join(COLUMNS), *lines]) + "\n").encode()
    (folder / "data.csv").write_bytes(data)
    covers = dict.fromkeys((figure["programme"], figure["period"]) for figure in figures)
    package = {
        "name": export["dataset"],
        **({"description": export["description"]} if export["description"] else {}),
        "created": f"{export['as_of']}T00:00:00Z",
        "resources": [
            {
                "path": "data.csv",
                "format": "csv",
                "encoding": "utf-8",
                "bytes": len(data),
                "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
            }
        ],
        "gateway": {
            "contract": "1.0",
            "export_id": export["dataset"],
            "source": "public-sources",
            "kind": "aggregate",
            "dataset": export["dataset"],
            "sequence": 1,
            "supersedes": None,
            "as_of": export["as_of"],
            "embargo_until": None,
            "covers": [{"programme": programme, "period": period} for programme, period in covers],
            "rows": len(figures),
            "totals": {"value": str(sum(int(figure["value"]) for figure in figures))},
            "public": True,
            "citation": export["citation"],
        },
    }
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
