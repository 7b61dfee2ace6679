"""Statistics at scale: 600,000 observations against a thousand, each page and download in the same run.

Twenty programmes, five indicators, forty quarters and 150 areas, written straight into scratch databases:
SQLite, and PostgreSQL where it is on this machine. Both sides share a process, so read the ratios.
"""

import csv
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path

from bench.refresh import print_target
from scripts.needs import postgres_programs
from tests.live import postgres_server

PROGRAMME, DATASET = "kafaalat", "scale"
INDICATORS = ("families_enrolled", "families_paid", "payments_made", "amount_paid", "persons_enrolled")
QUARTERS = [f"{year}-Q{quarter}" for year in range(2015, 2025) for quarter in range(1, 5)]
ROUNDS = 7
MOST_QUERIES, MOST_RATIO = 15, 1.5
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
    """Each database in a process of its own: `python -m bench.scale ADDRESS` measures one, SQLite without an address."""
    if len(sys.argv) > 1:
        compare(sys.argv[1])
        return
    subprocess.run([sys.executable, "-m", "bench.scale", ""], check=True)
    if postgres_programs() is None:
        print("\nPostgreSQL is not on this machine (`make needs` installs it), so it is not measured.")
        return
    with postgres_server() as make:
        subprocess.run([sys.executable, "-m", "bench.scale", make()], check=True)


def compare(address: str) -> None:
    """The same pages before and after the data set grows."""
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        print(f"\nPreparing a site with its programmes on {'PostgreSQL' if address else 'SQLite'} …", flush=True)
        prepare(Path(place), address)
        small = {name: measure(path) for name, path in filled(programmes=1, quarters=8, areas=25)}
        empty()
        large = {name: measure(path) for name, path in filled(programmes=20, quarters=40, areas=150)}
        report(small, large)
        report_targets(small, large)
        if not address:
            report_downloads()


def prepare(folder: Path, address: str) -> None:
    """A migrated database with the vocabularies, the programmes' pages and twenty small data sets."""
    os.environ.update(GATEWAY_VAR=str(folder), GATEWAY_ENV_FILE=os.devnull, DEBUG="1")
    os.environ.pop("DATABASE_URL", None)
    if address:
        os.environ["DATABASE_URL"] = address
    os.environ["DJANGO_SETTINGS_MODULE"] = "gateway.settings"
    import django

    django.setup()
    from django.conf import settings
    from django.core.management import call_command

    from gateway.search.queue import held
    from gateway.starter.programmes import load_programmes
    from gateway.starter.site import load_site
    from gateway.starter.taxonomy import load_taxonomy
    from tests.factories.statistics import publish
    from tests.template_database import copy_database, template_database, use_database

    settings.STATIC_ROOT.mkdir()
    settings.ALLOWED_HOSTS, settings.DEBUG = ["testserver"], False
    if address:
        call_command("migrate", verbosity=0)
    else:
        copy_database(template_database(), folder / "gateway.sqlite3")
        use_database(folder / "gateway.sqlite3")
    with held():
        for load in (load_taxonomy, load_site, load_programmes):
            load()
    for number in range(20):
        publish(
            [(PROGRAMME, "stipend_rate", f"20{number + 10}", "PK", 10_500)],
            dataset=f"small-{number}",
            export_id=f"small-{number}",
        )


def filled(programmes: int, quarters: int, areas: int) -> Iterator[tuple[str, str]]:
    """The pages to measure, once there are so many figures."""
    from django.core.cache import cache
    from django.db import connection

    print(f"Writing {programmes * len(INDICATORS) * quarters * areas:,} observations …", flush=True)
    fill(programmes, quarters, areas)
    cache.clear()
    if connection.vendor == "postgresql":  # as its autovacuum would within a minute
        connection.cursor().execute("VACUUM ANALYZE")
    yield from PAGES.items()


def empty() -> None:
    """Away with what `fill` wrote, past the models: they delete no release."""
    from django.db import connection

    from programmes.models import CurrentRelease, Holding, Observation, Release

    scale = Release.objects.get(dataset=DATASET)
    with connection.cursor() as cursor:
        for model, column in (
            (CurrentRelease, "release_id"),
            (Holding, "release_id"),
            (Observation, "release_id"),
            (Release, "id"),
        ):
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {column} = %s", [scale.pk])  # noqa: S608


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
        dataset=DATASET,
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


@dataclass(frozen=True)
class Measure:
    processor: float
    wall: float
    queries: int


def measure(path: str) -> Measure | None:
    """The quickest of a few answers, and the queries of the last; nothing where there is no such page."""
    from django.test import Client

    client = Client()
    path = path.replace("LAST", str(client.get(OBSERVATIONS).json()["pages"])) if "LAST" in path else path
    return measured(client, path) if client.get(path).status_code == 200 else None


def measure_as(person, path: str) -> Measure:
    from django.test import Client

    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    if client.get(path).status_code != 200:
        raise SystemExit(f"{path} is not there: nothing to measure")
    return measured(client, path)


def measured(client, path: str) -> Measure:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    before = server_seconds()
    times = [seconds(lambda: client.get(path)) for _ in range(ROUNDS)]
    served = (server_seconds() - before) / ROUNDS
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return Measure(served + min(processor for processor, wall in times), min(wall for processor, wall in times), len(queries))


def seconds(run: Callable[[], object]) -> tuple[float, float]:
    """Of this processor, and by the clock."""
    before, began = processor_seconds(), time.perf_counter()
    run()
    return processor_seconds() - before, time.perf_counter() - began


def processor_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


Found = dict[str, Measure | None]


def server_seconds() -> float:
    """CPU time of the PostgreSQL process that answers us; SQLite works in this one."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        times = Path(f"/proc/{cursor.fetchone()[0]}/stat")
    fields = times.read_text().rpartition(")")[2].split() if times.exists() else [0] * 13
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ratio(before: Measure, after: Measure) -> float:
    return after.processor / before.processor


def report(small: Found, large: Found) -> None:
    from django.db import connection

    print(f"\n{connection.display_name + ': 600,000 against 1,000 observations':<50}", end="")
    print(f"{'ratio':>7}{'CPU ms':>9}{'wall ms':>9}{'queries':>9}{'before':>8}")
    for name in PAGES:
        if (before := small[name]) and (after := large[name]):
            print(f"{name:<50}{ratio(before, after):>7.2f}{after.processor * 1000:>9.1f}{after.wall * 1000:>9.1f}", end="")
            print(f"{after.queries:>9}{before.queries:>8}")


def report_targets(small: Found, large: Found) -> None:
    """A view of 600,000 draws five times the quarters and six times the areas, which takes its time whatever it is read from."""
    print(f"\n{'target':<62}{'at most':>9}{'found':>9}")
    if programme := large["programme"]:
        print_target("queries of a programme's page", MOST_QUERIES, programme.queries)
    for name in ("explorer", "API, last page"):
        if (before := small[name]) and (after := large[name]):
            print_target(f"{name}, relative to 1,000 observations", MOST_RATIO, ratio(before, after))


def report_downloads() -> None:
    """Everything as CSV, against a loop over model objects."""
    sizes: list[int] = []
    streamed, _ = seconds(lambda: sizes.append(streamed_csv()))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    plain, _ = seconds(lambda: sizes.append(naive_csv()))
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
