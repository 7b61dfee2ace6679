"""A process of a site's own that is set up once and answers one line of JSON with another; code and commands run in it."""

import gc
import io
import json
import subprocess
import sys
import traceback
from collections.abc import Callable
from contextlib import nullcontext, redirect_stdout
from typing import Any

from scripts.processes import ROOT, end_with_parent


class Interpreter:
    """Runs `module`, whose last statement is `answer(COMMANDS)`, and asks it."""

    def __init__(self, module: str, environment: dict[str, str]):
        self.environment = environment
        self.process = subprocess.Popen(
            [sys.executable, "-m", module],
            cwd=ROOT,
            env=environment | {"DJANGO_SETTINGS_MODULE": "gateway.settings"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            preexec_fn=end_with_parent,
        )

    def ask(self, name: str, *arguments: object) -> Any:
        print(json.dumps([name, *arguments]), file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(10)
        self.process.stdout.close()


def answer(commands: dict[str, Callable]) -> None:
    """Until its standard input ends."""
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        sys.stdout.write(json.dumps(commands[name](*arguments)) + "\n")
        sys.stdout.flush()


def told(act: Callable[[], object]) -> dict[str, str]:
    """What it prints, and the traceback of its failure, if it fails."""
    with redirect_stdout(io.StringIO()) as said:
        try:
            act()
            failure = ""
        except (Exception, SystemExit) as error:
            failure = "" if isinstance(error, SystemExit) and not error.code else traceback.format_exc()
    return {"said": said.getvalue(), "failure": failure}


def main() -> None:
    import django

    django.setup()
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    from django.core.management import call_command
    from django.db import connections

    from tests.migrating import quick_migrations

    def manage(*words: str) -> None:
        with quick_migrations() if words[0] == "migrate" else nullcontext():
            call_command(*words)

    def closing(act: Callable[[], object]) -> dict[str, str]:
        try:
            return told(act)
        finally:
            connections.close_all()

    answer(
        {
            "do": lambda code: closing(lambda: exec(code, {})),  # noqa: S102
            "manage": lambda *words: closing(lambda: manage(*words)),
        }
    )


if __name__ == "__main__":
    main()
