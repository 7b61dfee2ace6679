"""Statistics at scale: 600,000 observations against a thousand, each page and download in the same run.

Twenty programmes, five indicators, forty quarters and 150 areas, written straight into scratch databases.
Both sides share the process, so read the ratios, not the seconds.
"""

import csv
import io
import os
import resource
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

PROGRAMME = "kafaalat"
INDICATORS = ("families_enrolled", "families_paid", "payments_made", "amount_paid", "persons_enrolled")
QUARTERS = [f"{year}-Q{quarter}" for year in range(2015, 2025) for quarter in range(1, 5)]
ROUNDS = 5
OBSERVATIONS = "/api/statistics/observations"
LATEST = f"{OBSERVATIONS}?programme={PROGRAMME}&indicator=families_paid&period=2024-Q4"
PAGES = {
    "API, first page": OBSERVATIONS,
    "API, one indicator and period": LATEST,
    "API, last page": f"{OBSERVATIONS}?page=LAST",
    "API, one area": f"{OBSERVATIONS}?area=PK-PB",
    "API, releases": "/api/statistics/releases",
    "explorer": f"/statistics/explore/?programme={PROGRAMME}&indicator=families_paid",
    "programme": f"/programmes/{PROGRAMME}/",
    "statistics": "/statistics/",
    "list of releases": "/statistics/releases/",
}


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        thousand, whole = Path(place) / "gateway.sqlite3", Path(place) / "scale.sqlite3"
        print("Preparing a site with its programmes …", flush=True)
        prepare(thousand)
        shutil.copy(thousand, whole)
        use(thousand)
        print(f"Writing {fill(programmes=1, quarters=8, areas=25):,} observations …", flush=True)
        small = {name: measure(path) for name, path in PAGES.items()}
        use(whole)
        print(f"Writing {fill(programmes=20, quarters=40, areas=150):,} observations …", flush=True)
        large = {name: measure(path) for name, path in PAGES.items()}
        report(small, large)
        report_downloads()


def prepare(database: Path) -> None:
    """A migrated database with the vocabularies, the programmes' pages and twenty small data sets."""
    os.environ.update(GATEWAY_VAR=str(database.parent), GATEWAY_ENV_FILE=os.devnull, DEBUG="1")
    os.environ["DJANGO_SETTINGS_MODULE"] = "gateway.settings"
    import django

    django.setup()
    from django.conf import settings

    from gateway.search.queue import held
    from gateway.starter.programmes import load_programmes
    from gateway.starter.site import load_site
    from gateway.starter.taxonomy import load_taxonomy
    from tests.factories.statistics import publish
    from tests.template_database import copy_database, template_database

    settings.STATIC_ROOT.mkdir()
    settings.ALLOWED_HOSTS, settings.DEBUG = ["testserver"], False
    copy_database(template_database(), database)
    use(database)
    with held():
        for load in (load_taxonomy, load_site, load_programmes):
            load()
    for number in range(20):
        publish(
            [(PROGRAMME, "stipend_rate", f"20{number + 10}", "PK", 10_500)],
            dataset=f"small-{number}",
            export_id=f"small-{number}",
        )
    use(database)


def use(database: Path) -> None:
    from django.core.cache import cache
    from django.db import connection

    connection.close()
    connection.settings_dict["NAME"] = str(database)
    cache.clear()


def fill(programmes: int, quarters: int, areas: int) -> int:
    """Publishes a release of so many figures; the number of them."""
    from django.db import connection, transaction

    from programmes.models import CurrentRelease, Observation

    release = new_release()
    columns = "release_id, origin_id, programme, indicator_id, period, area_id, sex, age_band, value, status, nature"
    table = Observation._meta.db_table
    rows = list(figures(release.pk, programmes, quarters, areas))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({', '.join(['%s'] * 11)})", rows)  # noqa: S608
    CurrentRelease.objects.create(registry=release.registry, dataset=release.dataset, release=release)
    return len(rows)


def new_release():
    from programmes.models import Registry, Release

    return Release.objects.create(
        registry=Registry.objects.get(code="bisp-payments"),
        dataset="scale",
        export_id="scale-1",
        kind="aggregate",
        as_of=date(2024, 12, 31),
        sequence=1,
        sha256="0" * 64,
        contract="1.0",
        rows=600_000,
        state=Release.State.PUBLISHED,
        published_at=datetime(2025, 2, 1, tzinfo=UTC),
    )


def figures(release: int, programmes: int, quarters: int, areas: int) -> Iterator[tuple]:
    from gateway.taxonomy.models import Area
    from programmes.models import Indicator, ProgrammeCode

    codes = [PROGRAMME, *ProgrammeCode.objects.exclude(code=PROGRAMME).order_by("code").values_list("code", flat=True)]
    codes += [f"programme-{number}" for number in range(programmes)]
    keys = dict(Indicator.objects.values_list("code", "pk"))
    kinds = [Area.Kind.COUNTRY, Area.Kind.PROVINCE, Area.Kind.DISTRICT]
    places = [pk for kind in kinds for pk in Area.objects.filter(kind=kind).order_by("code").values_list("pk", flat=True)]
    cells = product(codes[:programmes], INDICATORS, QUARTERS[-quarters:], places[:areas])
    for number, (programme, indicator, period, area) in enumerate(cells):
        value, status = (None, "suppressed") if number % 50 == 0 else (number % 9000 * 10 + 10, "normal")
        yield release, release, programme, keys[indicator], period, area, "_T", "_T", value, status, "A"


def measure(path: str) -> tuple[float, int] | None:
    """CPU seconds of the quickest of a few answers, and the queries of the last; nothing where there is no such page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client()
    path = path.replace("LAST", str(client.get(OBSERVATIONS).json()["pages"])) if "LAST" in path else path
    if client.get(path).status_code != 200:
        return None
    seconds = min(processor_seconds(lambda: client.get(path)) for _ in range(ROUNDS))
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return seconds, len(queries)


def processor_seconds(run: Callable[[], object]) -> float:
    before = resource.getrusage(resource.RUSAGE_SELF)
    run()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def report(small: dict, large: dict) -> None:
    print(f"\n{'600,000 against 1,000 observations':<38}{'ratio':>7}{'CPU ms':>9}{'queries':>9}{'before':>8}")
    for name in PAGES:
        if small[name] and large[name]:
            (before, fewer), (after, queries) = small[name], large[name]
            print(f"{name:<38}{after / before:>7.2f}{after * 1000:>9.1f}{queries:>9}{fewer:>8}")


def report_downloads() -> None:
    """Everything as CSV, against a loop over model objects."""
    sizes: list[int] = []
    streamed = processor_seconds(lambda: sizes.append(streamed_csv()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain = processor_seconds(lambda: sizes.append(naive_csv()))
    print(f"\n{'everything as CSV':<38}{'ratio':>7}{'CPU s':>9}{'rows/s':>12}")
    print(f"{'a loop over model objects':<38}{1:>7.2f}{plain:>9.2f}{sizes[1] / plain:>12,.0f}")
    print(f"{'the download':<38}{streamed / plain:>7.2f}{streamed:>9.2f}{sizes[0] / streamed:>12,.0f}")
    print(f"peak memory of the process after the download: {peak:,.0f} MB")


def naive_csv() -> int:
    from programmes.queries import published_observations

    text, written = io.StringIO(), 0
    writer = csv.writer(text)
    for row in published_observations().iterator(2000):
        area, indicator, origin = row.area, row.indicator, row.origin
        cells = [row.programme, indicator.code, indicator.name, indicator.unit, row.period, area.code, area.name, row.sex]
        cells += [row.age_band, row.value, row.status, row.nature, origin.illustrative, origin.pk, origin.registry.code]
        cells += [origin.dataset, origin.export_id, origin.sha256, origin.as_of, origin.citation]
        writer.writerow(cells)
        text.truncate(text.seek(0))
        written += 1
    return written


def streamed_csv() -> int:
    from django.test import Client

    answer = Client().get(f"{OBSERVATIONS}?format=csv")
    return sum(chunk.count(b"\n") for chunk in answer.streaming_content) - 1


if __name__ == "__main__":
    main()
