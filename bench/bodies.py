"""A body's page for a member, with ten held meetings and with a thousand, in the same run: read the ratio.

Its first page and its last; each page is asked in the same process, on SQLite.
"""

import os
import tempfile
from pathlib import Path

from bench.refresh import print_target
from bench.scale import Measure, measure_as

FEW, MANY = 10, 1000
MOST_RATIO, MOST_MORE_QUERIES = 1.5, 0


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        print("\nPreparing a site with a body …", flush=True)
        body, member = prepare(Path(place))
        found = {count: with_held(body, member, count) for count in (FEW, MANY)}
    report(found)


def prepare(folder: Path) -> tuple:
    """A migrated database with one body, and somebody who sits in it."""
    os.environ.update(
        GATEWAY_VAR=str(folder), GATEWAY_ENV_FILE=os.devnull, DEBUG="1", DJANGO_SETTINGS_MODULE="gateway.settings"
    )
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.conf import settings

    from gateway.pages.models import HomePage
    from gateway.starter.site import load_site
    from tests.factories.forum import make_body, make_forum, make_meeting, seat
    from tests.template_database import copy_database, template_database, use_database

    settings.STATIC_ROOT.mkdir()
    settings.ALLOWED_HOSTS, settings.DEBUG = ["testserver"], False
    copy_database(template_database(), folder / "gateway.sqlite3")
    use_database(folder / "gateway.sqlite3")
    load_site()
    body = make_body(make_forum(HomePage.objects.get(locale__language_code="en")))
    make_meeting(body, days=-1, state="held")
    return body, seat(body)


def with_held(body, member, count: int) -> dict[str, Measure]:
    from tests.factories.held_meetings import hold_meetings

    hold_meetings(body, count - body.numchild)
    last = -(-count // 20)
    return {"first page": measure_as(member, body.url), "last page": measure_as(member, f"{body.url}?page={last}")}


def report(found: dict[int, dict[str, Measure]]) -> None:
    print(f"\n{'a body with held meetings':<26}{'ms of CPU':>12}{'queries':>9}")
    for count, pages in found.items():
        for name, one in pages.items():
            print(f"{f'{count:,}, {name}':<26}{one.processor * 1000:>12.1f}{one.queries:>9}")
    few, many = found[FEW]["first page"], found[MANY]
    print()
    for name, one in many.items():
        print_target(f"{MANY:,} meetings, {name}, CPU relative to {FEW}", MOST_RATIO, one.processor / few.processor)
        print_target(f"{MANY:,} meetings, {name}, queries more", MOST_MORE_QUERIES, one.queries - few.queries)


if __name__ == "__main__":
    main()
