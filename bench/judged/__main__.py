"""Prints nDCG@10 of this site's search beside SQLite FTS5 and plain Whoosh, on a site with its starter content."""

import sys
import tempfile
from pathlib import Path

from bench.judged.measure import measured_in, report
from tests.live import LiveSite


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gateway-judged-") as place:
        print("Preparing a site with the starter content …", flush=True)
        site = LiveSite(Path(place))
        try:
            site.manage("migrate", "--verbosity", "0")
            site.manage("load_starter_content")
            found = measured_in(site)
        finally:
            site.end()
    print(report(found, by_question="--questions" in sys.argv))


if __name__ == "__main__":
    main()
