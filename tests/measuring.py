"""Measures which lines and branches the workers of a test run reach: `-p tests.measuring -n 2`.

Coverage's own tracer makes tests a third slower before Python 3.12. SlipCover asks each line and branch until it was
reached and no longer; of it, only what measures is used, since its own pytest plugin rewrites other packages' tests too.
"""

import json
import os
import tomllib
from io import StringIO

import pytest
from slipcover import FileMatcher, ImportManager, Slipcover, merge_coverage, print_coverage

from scripts.processes import ROOT

WANTED = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["coverage"]
SOURCE, OMIT = WANTED["run"]["source"], WANTED["run"]["omit"]


def measuring() -> Slipcover | None:
    """Begun before anything measured is imported, and in the workers only: they run the tests."""
    if "PYTEST_XDIST_WORKER" not in os.environ:
        return None
    slipcover = Slipcover(branch=True, source=SOURCE, omit=OMIT, exclude_also=WANTED["report"]["exclude_also"])
    ImportManager(slipcover, FileMatcher(SOURCE, OMIT)).__enter__()
    return slipcover


SLIPCOVER, REPORTS = measuring(), []


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--reach-at-least", type=float, default=0, help="the percentage of lines and branches below which it fails"
    )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if SLIPCOVER:
        session.config.workeroutput["reached"] = json.dumps(SLIPCOVER.get_coverage())
    elif reached() < session.config.option.reach_at_least:
        session.exitstatus = session.exitstatus or pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    if "reached" in getattr(node, "workeroutput", {}):
        REPORTS.append(json.loads(node.workeroutput["reached"]))


def reached() -> float:
    """In per cent, by all workers together; nothing where none reported."""
    for report in REPORTS[1:]:
        merge_coverage(REPORTS[0], report)
    del REPORTS[1:]
    return REPORTS[0]["summary"]["percent_covered"] if REPORTS else 0


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if REPORTS:
        table, wanted = StringIO(), config.option.reach_at_least
        print_coverage(REPORTS[0], outfile=table, skip_covered=True)
        terminalreporter.section("lines and branches that no test reaches")
        terminalreporter.write_line(table.getvalue())
        terminalreporter.write_line(f"Reached: {reached():.2f} %; wanted: {wanted:g} %", red=reached() < wanted)
