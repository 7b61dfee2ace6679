import re
from pathlib import Path

import pytest
from django.apps import apps
from django.template.loader import get_template

from gateway.accounts.checks import house_page_types
from tests.architecture.tree import REAL, TOPS, Tree, strings, without_comments

FOUND_BY_DJANGO = {"429.html", "404.html", "500.html", "403.html", "400.html", "403_csrf.html"}
INLINE = re.compile(r"\sstyle=|<style\b|\son[a-z]+=[\"']|<script\b(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)", re.I)
FOREIGN = re.compile(
    r"(?:\bsrc|\bsrcset|\baction|\bposter|<link\b[^>]*\bhref)=[\"']?(?:https?:)?//|url\([\"']?(?:https?:)?//", re.I
)
FOREIGN_CODE = re.compile(r"[\"'(](?:https?:)?//(?!www\.w3\.org/)[\w.-]+", re.I)


def unused_templates(tree: Tree) -> list[str]:
    """Templates that no module and no template names, that belong to no page type, and that replace no package's own."""
    named = named_templates(tree) | FOUND_BY_DJANGO | {model.template for model in house_page_types()}
    return [name for name in map(template_name, tree.templates()) if name not in named and not replaces_another(name)]


def template_name(path: Path) -> str:
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def named_templates(tree: Tree) -> set[str]:
    """Every string that names a template, in modules outside the tests and in templates."""
    modules = tree.modules(*(top for top in TOPS if top != "tests"))
    names = {node.value for path in modules for node in strings(path.read_text())}
    for path in tree.templates():
        names |= set(re.findall(r"[\"']([\w./-]+\.\w+)[\"']", path.read_text()))
    return names


def replaces_another(name: str) -> bool:
    folders = [Path(config.path) / "templates" for config in apps.get_app_configs() if "site-packages" in config.path]
    return any((folder / name).exists() for folder in folders)


def offending_lines(tree: Tree, pattern: re.Pattern, paths: list[Path]) -> list[str]:
    return [
        f"{tree.name(path)}: {match[0].strip()}"
        for path in paths
        for match in pattern.finditer(without_comments(path.read_text()))
    ]


def test_each_template_is_used():
    assert unused_templates(REAL) == []


@pytest.mark.parametrize("model", house_page_types(), ids=lambda model: model._meta.label)
def test_each_page_type_has_a_template(model):
    assert get_template(model.template)


def test_no_style_and_no_script_stand_in_a_template():
    assert offending_lines(REAL, INLINE, REAL.templates()) == []


def test_nothing_is_fetched_from_another_host():
    assert offending_lines(REAL, FOREIGN, [*REAL.templates(), *REAL.static(".css")]) == []
    assert offending_lines(REAL, FOREIGN_CODE, REAL.static(".js")) == []


def test_planted_unused_template_is_found(tree):
    tree.plant("templates/research/used.html", '{% extends "base.html" %}')
    tree.plant("templates/base.html", "")
    tree.plant("templates/research/forgotten.html", "")
    tree.plant("research/views.py", 'TEMPLATE = "research/used.html"')
    assert unused_templates(tree) == ["research/forgotten.html"]


def test_template_that_replaces_a_package_s_own_is_used(tree):
    tree.plant("templates/account/login.html", "")
    assert unused_templates(tree) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="color: red">',
        "<style>a{}</style>",
        '<a onclick="go()">',
        "<script>go()</script>",
        '<script type="module">go()</script>',
    ],
)
def test_planted_inline_code_is_found(tree, markup):
    tree.plant("templates/page.html", markup)
    assert len(offending_lines(tree, INLINE, tree.templates())) == 1


def test_data_and_linked_scripts_are_no_inline_code(tree):
    tree.plant("templates/page.html", '<script type="application/ld+json">{}</script><script src="x.js" defer></script>')
    assert offending_lines(tree, INLINE, tree.templates()) == []


@pytest.mark.parametrize(
    "markup",
    [
        '<img src="https://cdn.example.com/a.png">',
        '<link rel="stylesheet" href="//fonts.example.com/a.css">',
        "url(https://x.org/a.woff2)",
    ],
)
def test_planted_foreign_host_is_found(tree, markup):
    tree.plant("templates/page.html", f'<a href="https://example.org/source">source</a>{markup}')
    assert len(offending_lines(tree, FOREIGN, tree.templates())) == 1


def test_planted_foreign_host_in_javascript_is_found(tree):
    tree.plant("static/js/a.js", 'fetch("https://api.example.com/x"); const svg = "http://www.w3.org/2000/svg"; // a note')
    assert offending_lines(tree, FOREIGN_CODE, tree.static(".js")) == ['static/js/a.js: "https://api.example.com']
