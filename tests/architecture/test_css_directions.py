"""Urdu mirrors the page, so CSS speaks of start and end, never of left and right."""

import re

import pytest

from tests.architecture.tree import REAL, Tree, without_comments

SIDED = re.compile(r"(?<![\w-])(?:[a-z]+-)*(?:left|right)(?:-[a-z]+)*(?![\w(-])")
FOUR_SIDES = re.compile(r"(?:margin|padding|inset|border-width)\s*:\s*(\S+)\s+(\S+)\s+(\S+)\s+(\S+)$")


def physical_sides(tree: Tree) -> list[str]:
    return [f"{tree.name(path)}: {words}" for path in tree.static(".css") for words in sided_words(path.read_text())]


def sided_words(css: str) -> list[str]:
    plain = re.sub(r"\"[^\"]*\"|'[^']*'|url\([^)]*\)", "", without_comments(css))
    declarations = [words.strip() for words in re.findall(r"(?<=[;{])\s*([a-z-]+\s*:[^;{}]+)(?=[;}])", plain)]
    return [words for words in declarations if SIDED.search(re.sub(r"--[\w-]+", "", words)) or has_uneven_sides(words)]


def has_uneven_sides(declaration: str) -> bool:
    """Four values run round the box clockwise: the second is the right side, the fourth the left."""
    while (simpler := re.sub(r"\s*([\w.-]+\([^()]*?) +([^()]*\))", r" \1,\2", declaration)) != declaration:
        declaration = simpler
    sides = FOUR_SIDES.match(declaration)
    return bool(sides) and sides[2] != sides[4]


def test_css_names_no_physical_side():
    assert physical_sides(REAL) == []


@pytest.mark.parametrize(
    "rule",
    [
        "a { margin-left: 1px }",
        "a { color: red; left: 0; }",
        "a{text-align:right}",
        "a { float: left; }",
        "@media print { a { border-right-color: red } }",
        "a { border-top-left-radius: 2px; }",
        "a { padding: 1px 2px 3px 4px; }",
        "a { background-position: right 1rem center; }",
        "a { transition: margin-right 1s; }",
    ],
)
def test_planted_side_is_found(tree, rule):
    tree.plant("static/css/planted.css", rule)
    assert len(physical_sides(tree)) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "a { margin-inline-start: 1px; inset: 0 1px 2px 1px; }",
        "/* left */ .left { content: 'right'; color: var(--left) }",
        "a { text-align: start; writing-mode: horizontal-tb; background: url(left.svg) }",
        "a { color: copyright; outline: brightness }",
        "a { margin: 0 var(--a, 2px) calc(1px + 2px) var(--a, 2px); padding: 0; }",
    ],
)
def test_logical_rules_pass(tree, rule):
    tree.plant("static/css/fine.css", rule)
    assert physical_sides(tree) == []
