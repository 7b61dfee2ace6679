"""Real servers for the tests that need them: a whole site, a broker, PostgreSQL. Each is started and ended here."""

import fcntl
import json
import os
import pwd
import secrets
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from scripts.needs import postgres_programs
from scripts.processes import ROOT, Company, broker, free_port, web, worker
from scripts.run import fingerprint
from tests.interpreter import Interpreter
from tests.template_database import FOLDER, copy_database, template_database

KEPT_NAMES = ("PATH", "HOME", "LANG", "TMPDIR")


@dataclass
class LiveSite:
    """A site in processes of its own, with everything that it writes in `folder`."""

    folder: Path
    database: str = ""
    redis: str = ""
    debug: bool = True
    company: Company = field(default_factory=Company)
    port: int = field(default_factory=free_port)
    interpreter: Interpreter | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def accounts(self) -> dict[str, str]:
        """The demo accounts' passwords, by address."""
        return json.loads((self.folder / "demo-accounts.json").read_text())

    @property
    def environment(self) -> dict[str, str]:
        chosen = {"DATABASE_URL": self.database, "REDIS_URL": self.redis}
        return {
            **{name: os.environ[name] for name in KEPT_NAMES if name in os.environ},
            **{name: value for name, value in chosen.items() if value},
            "DEBUG": str(int(self.debug)),
            "GATEWAY_ENV_FILE": os.devnull,
            "GATEWAY_VAR": str(self.folder),
            "SITE_URL": self.url,
        }

    def manage(self, *words: str) -> str:
        """The output of a management command; its failure fails the test with its own words."""
        return self.ask("manage", *words)

    def do(self, code: str) -> str:
        """Runs Python in the site, with its database and its queue; returns what it prints."""
        return self.ask("do", code)

    def ask(self, *question: str) -> str:
        if self.interpreter and self.interpreter.environment != self.environment:
            self.rest()
        self.interpreter = self.interpreter or Interpreter("tests.interpreter", self.environment)
        answer = self.interpreter.ask(*question)
        assert not answer["failure"], f"{question}\n{answer['said']}\n{answer['failure']}"
        return answer["said"]

    def rest(self) -> None:
        if self.interpreter:
            self.interpreter.end()
            self.interpreter = None

    def end(self, patience: float = 8) -> None:
        self.rest()
        self.company.end(patience)

    def run(self, *words: str) -> None:
        """A Python module of this project's, in the site's environment."""
        subprocess.run([sys.executable, *words], cwd=ROOT, env=self.environment, check=True, timeout=60)

    def queue(self) -> None:
        """Starts a broker of the site's own."""
        self.redis = broker(self.company, self.folder / "broker", secrets.token_urlsafe(12))

    def work(self, name: str = "worker", app: str = "gateway") -> subprocess.Popen:
        return worker(self.company, self.environment, self.folder / f"{name}.log", name=name, app=app)

    def serve(self) -> None:
        web(self.company, self.environment, self.port, self.folder / "web.log")
        eventually(lambda: self.get("/healthz") == "alive\n", f"{self.folder}/web.log")

    def get(self, path: str) -> str:
        """The body of an answer; empty while the site does not answer with success."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=20) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""


def eventually(question: Callable[[], object], what: str, seconds: float = 40) -> object:
    """The question's first true answer, asked again and again; fails when there is none in time."""
    deadline = time.monotonic() + seconds
    while not (answer := question()):
        assert time.monotonic() < deadline, f"not in {seconds} s: {what}"
        time.sleep(0.1)
    return answer


@pytest.fixture(scope="session")
def postgres() -> Iterator[Callable[[], str]]:
    """Makes an empty database in a PostgreSQL server of this test run's own; returns its address."""
    with postgres_server() as make:
        yield make


@contextmanager
def postgres_server() -> Iterator[Callable[[], str]]:
    programs, port, made, company = postgres_programs(), free_port(), [], Company()
    assert programs, "PostgreSQL is missing: run `make needs`"
    folder = Path(f"/tmp/gateway-postgres-{os.getpid()}")  # noqa: S108 - its user cannot enter pytest's own folders
    folder.mkdir(mode=0o755)
    person = database_person(folder)
    subprocess.run(
        [programs / "initdb", "-D", folder / "data", "-U", "gateway", "-A", "trust", "--no-sync"], check=True, **person
    )
    options = ("listen_addresses=127.0.0.1", f"unix_socket_directories={folder}", "fsync=off", "full_page_writes=off")
    command = [
        programs / "postgres",
        "-D",
        folder / "data",
        "-p",
        port,
        *(word for option in options for word in ("-c", option)),
    ]
    company.start("postgres", command, environment={}, log=folder / "log", cwd="/", **login(person))

    def make() -> str:
        made.append(f"site_{len(made)}")
        words = [programs / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "gateway", made[-1]]
        eventually(lambda: subprocess.run(words, capture_output=True, check=False).returncode == 0, f"{folder}/log")
        return f"postgres://gateway@127.0.0.1:{port}/{made[-1]}"

    try:
        yield make
    finally:
        company.kill("postgres")
        shutil.rmtree(folder)


def database_person(folder: Path) -> dict:
    """PostgreSQL refuses to run as root: then it runs as its own user, or as nobody."""
    quiet = {"stdout": subprocess.DEVNULL, "cwd": "/"}
    if os.geteuid():
        return quiet
    names = {entry.pw_name for entry in pwd.getpwall()}
    name = "postgres" if "postgres" in names else "nobody"
    shutil.chown(folder, name)
    return quiet | {"user": name, "group": pwd.getpwnam(name).pw_gid, "extra_groups": []}


def login(person: dict) -> dict:
    return {name: person[name] for name in ("user", "group", "extra_groups") if name in person}


def filled_folder() -> Path:
    """The folder of a site with starter content and index, made once for this source code; workers wait for one another."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "site.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = FOLDER / f"site-{fingerprint({})[:16]}"
        if not folder.exists():
            for old in FOLDER.glob("site-*"):
                shutil.rmtree(old)
            unfinished = FOLDER / "unfinished"
            shutil.rmtree(unfinished, ignore_errors=True)
            unfinished.mkdir()
            copy_database(template_database(), unfinished / "gateway.sqlite3")
            site = LiveSite(unfinished)
            site.manage("migrate", "--verbosity", "0")
            site.manage("load_starter_content")
            site.rest()
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory, django_db_setup) -> Iterator[LiveSite]:
    """The whole site with its starter content, a broker and a worker. Tests share it: each makes what it changes."""
    site = LiveSite(shutil.copytree(filled_folder(), tmp_path_factory.mktemp("site") / "var", symlinks=True))
    yield opened(site)
    site.end(patience=0)


@pytest.fixture(scope="session")
def postgres_site(postgres: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    """The same site on PostgreSQL."""
    site = LiveSite(tmp_path_factory.mktemp("postgres-site"), database=postgres())
    site.manage("migrate", "--verbosity", "0")
    site.manage("load_starter_content")
    yield opened(site)
    site.end(patience=0)


def opened(site: LiveSite) -> LiveSite:
    site.queue()
    site.work()
    site.serve()
    return site
