"""Prints nDCG@10 of this site's search beside SQLite FTS5 and plain Whoosh, on a copy of a site with its starter content."""

import shutil
import sys
import tempfile
from pathlib import Path

from bench.judged.measure import measured_in, report
from tests.live import LiveSite, filled_folder


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="gateway-judged-") as place:
        site = LiveSite(shutil.copytree(filled_folder(), Path(place) / "var", symlinks=True))
        try:
            found = measured_in(site)
        finally:
            site.end()
    print(report(found, by_question="--questions" in sys.argv))


if __name__ == "__main__":
    main()
