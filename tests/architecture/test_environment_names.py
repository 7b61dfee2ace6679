import ast
import re
from pathlib import Path

from tests.architecture.tree import REAL, Tree

READERS = {"flag", "whole_number", "address", "origins", "own_secret"}
START_FILES = {"gateway/settings.py", "gateway/wsgi.py", "gateway/celery.py"}


def names_read(source: str) -> set[str]:
    """What a settings file asks the environment for: `env.str("X")`, `flag("X", …)` and their like."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call) and node.args]
    return {call.args[0].value for call in calls if reads(call.func) and isinstance(call.args[0], ast.Constant)}


def reads(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute):
        return isinstance(function.value, ast.Name) and function.value.id == "env"
    return isinstance(function, ast.Name) and function.id in READERS


def names_explained(text: str) -> set[str]:
    return set(re.findall(r"^#? ?([A-Z][A-Z0-9_]*)=", text, flags=re.M))


def differences(tree: Tree) -> dict[str, set[str]]:
    read = names_read((tree.root / "gateway/settings.py").read_text())
    explained = names_explained((tree.root / ".env.example").read_text())
    return {"read, not explained": read - explained, "explained, not read": explained - read}


def other_readers(tree: Tree) -> list[str]:
    """Modules of the site that read the environment past the settings."""
    modules = tree.modules("gateway", "research", "programmes", "courses", "forum")
    return [tree.name(path) for path in modules if tree.name(path) not in START_FILES and asks_environment(path)]


def asks_environment(path: Path) -> bool:
    return re.search(r"os\.environ|os\.getenv|from os import environ", path.read_text()) is not None


def test_example_explains_each_name_that_settings_read_and_no_other():
    assert differences(REAL) == {"read, not explained": set(), "explained, not read": set()}


def test_only_settings_read_the_environment():
    assert other_readers(REAL) == []


def test_planted_names_are_found_both_ways(tree):
    tree.plant("gateway/settings.py", 'A = flag("A", False)\nB = env.str("B")\nC = address("C", ("http",))')
    tree.plant(".env.example", "# 1 means on.\n# A=0\nB=x\n# D=1\n")
    assert differences(tree) == {"read, not explained": {"C"}, "explained, not read": {"D"}}


def test_planted_reader_is_found(tree):
    tree.plant("forum/notices.py", 'import os\nhost = os.environ["HOST"]')
    assert other_readers(tree) == ["forum/notices.py"]
