"""import-linter sees imports; these find what hides in strings."""

import ast
import re

import pytest

from tests.architecture.tree import FOUNDATION, REAL, WINGS, Tree, strings

LOOKUPS = {"get_model", "import_module", "import_string", "get_app_config", "apps_get_model"}


def hidden_imports(tree: Tree) -> list[str]:
    """Wings named in strings by another wing, or by the foundation, which knows none."""
    places = {wing: [other for other in WINGS if other != wing] for wing in WINGS}
    places |= {f"gateway/{part}": list(WINGS) for part in FOUNDATION}
    found = []
    for place, strangers in places.items():
        for path in tree.modules(place):
            source = path.read_text()
            found += [f"{tree.name(path)}:{line}" for line in named_lines(source, strangers)]
    return found


def named_lines(source: str, strangers: list[str]) -> list[int]:
    names = "|".join(strangers)
    dotted = re.compile(rf"^(?:{names})\.[A-Za-z_][\w.]*$")
    lines = [node.lineno for node in strings(source) if dotted.match(node.value)]
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called_name(node) in LOOKUPS:
            lines += [a.lineno for a in node.args if isinstance(a, ast.Constant) and a.value in strangers]
    return lines


def called_name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def shared_templates(tree: Tree) -> list[str]:
    """Templates of a wing that include or extend another wing's."""
    found = []
    for path in tree.templates():
        top = path.relative_to(tree.root / "templates").parts[0] if tree.root / "templates" in path.parents else ""
        strangers = [wing for wing in WINGS if wing != top] if top in WINGS else []
        pattern = re.compile(rf"(?:include|extends)\s+[\"'](?:{'|'.join(strangers) or '$^'})/")
        found += [tree.name(path) for _ in pattern.findall(path.read_text())]
    return found


def test_no_wing_is_named_in_a_string_of_another_or_of_the_foundation():
    assert hidden_imports(REAL) == []


def test_no_wing_includes_a_template_of_another():
    assert shared_templates(REAL) == []


@pytest.mark.parametrize(
    "line",
    [
        'Page = "programmes.ProgrammePage"',
        'apps.get_model("programmes", "Release")',
        'import_module("programmes.models")',
        'field = ForeignKey(to="forum.Body", on_delete=CASCADE)',
    ],
)
@pytest.mark.parametrize("place", ["research/planted.py", "gateway/pages/planted.py"])
def test_planted_string_is_found(tree, place, line):
    tree.plant(place, line)
    assert hidden_imports(tree) == [f"{place}:1"]


def test_docstrings_and_own_names_are_no_imports(tree):
    tree.plant("research/models.py", '"""Unlike programmes.models."""\nPage = "research.PublicationPage"\nurl = "/programmes/"')
    assert hidden_imports(tree) == []


def test_planted_include_is_found(tree):
    tree.plant("templates/research/page.html", '{% include "forum/decision.html" only %}')
    assert shared_templates(tree) == ["templates/research/page.html"]
