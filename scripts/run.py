"""The whole site on this machine: database, starter content, broker, worker and web server, until Ctrl-C."""

import hashlib
import json
import os
import secrets
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

from scripts.processes import ROOT, Company, broker, end_with_parent, is_taken, web, worker

PATIENCE = 60
SOURCES = ("gateway", "research", "programmes", "courses", "forum", "locale", "static")


def main() -> None:
    end_with_parent()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    port = chosen_port()
    folder = Path(os.environ.get("GATEWAY_VAR") or ROOT / "var").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    environment = {"DEBUG": "1", "SITE_URL": f"http://127.0.0.1:{port}"} | os.environ | {"GATEWAY_VAR": str(folder)}
    company = Company()
    try:
        serve(company, environment, folder, port)
    except KeyboardInterrupt:
        print("\nEnding …", flush=True)
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        company.end()


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdecimal() or not 0 < int(text) < 65536:
        sys.exit(f"PORT is {text!r}. Give a number from 1 to 65535: make run PORT=8001")
    if is_taken(int(text)):
        sys.exit(
            f"Port {text} is taken on 127.0.0.1. End what uses it, or choose another: make run PORT={int(text) % 65535 + 1}"
        )
    return int(text)


def serve(company: Company, environment: dict, folder: Path, port: int) -> None:
    if not environment.get("REDIS_URL"):
        environment["REDIS_URL"] = broker(company, folder / "broker", secrets.token_urlsafe(24))
    fill(environment, folder)
    say(3, "Starting the web server and the worker")
    worker(company, environment, folder / "worker.log", beat=folder / "beat-schedule")
    web(company, environment, port)
    wait_until_it_answers(company, port, folder)
    announce(port, folder)
    while not (fallen := company.fallen()):
        time.sleep(0.5)
    sys.exit(f"The {fallen} ended by itself. Its last words: {folder / 'worker.log'}, {folder / 'broker'}, or above.")


def fill(environment: dict, folder: Path) -> None:
    """Database and starter content, unless they are there already for exactly this source code."""
    stamp = folder / "filled"
    mark = fingerprint(environment)
    if stamp.exists() and stamp.read_text() == mark and is_there(environment, folder):
        return
    say(1, "Bringing the database up to date")
    manage(environment, "migrate", "--verbosity", "0")
    say(2, "Loading the starter content and its search index; the first time takes a minute or two")
    manage(environment, "load_starter_content")
    stamp.write_text(mark)


def is_there(environment: dict, folder: Path) -> bool:
    return bool(environment.get("DATABASE_URL")) or (folder / "gateway.sqlite3").exists()


def fingerprint(environment: dict) -> str:
    digest = hashlib.sha256(environment.get("DATABASE_URL", "").encode())
    for top in SOURCES:
        for path in sorted((ROOT / top).rglob("*")):
            if path.is_file() and path.suffix not in {".pyc", ".mo"}:
                digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()


def manage(environment: dict, *words: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        sys.exit(f"`manage.py {' '.join(words)}` failed; its own words stand above. To begin anew: rm -r var")


def wait_until_it_answers(company: Company, port: int, folder: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and not company.fallen():
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    sys.exit(
        f"The site did not start: the {company.fallen() or 'web server'} does not answer. See above, and {folder}/worker.log"
    )


def announce(port: int, folder: Path) -> None:
    print(f"\nThe gateway is open at http://127.0.0.1:{port}/   (Urdu: /ur/, editors: /admin/; Ctrl-C ends it)")
    accounts = folder / "demo-accounts.json"
    if accounts.exists():
        print("Demo accounts, made for this machine only:")
        for address, password in json.loads(accounts.read_text()).items():
            print(f"  {address:<26} {password}")
    sys.stdout.flush()


def say(step: int, what: str) -> None:
    print(f"{step}/3  {what} …", flush=True)


if __name__ == "__main__":
    main()
