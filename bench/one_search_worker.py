"""The memory of a web worker that has answered every kind of search, above that of one that has answered none."""

import sys
from pathlib import Path

from bench.questions import questions


def main() -> None:
    import django

    django.setup()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    from django.test import Client

    client = Client()
    asked = [one.typed for listed in questions(int(sys.argv[1])).values() for one in listed]
    client.get("/")
    idle = megabytes()
    for typed in asked:
        if client.get("/search/", {"q": typed}).status_code != 200:
            raise SystemExit(f"A search for {typed} fails.")
    print(megabytes() - idle)


def megabytes() -> float:
    """What is resident, mapped files included."""
    status = Path("/proc/self/status").read_text().split("VmRSS:")[1]
    return int(status.split()[0]) / 1024


if __name__ == "__main__":
    main()
