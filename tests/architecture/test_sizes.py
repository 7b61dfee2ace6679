import re

from tests.architecture.tree import REAL, Tree

EVERY_PAGE, ONE_SECTION = 40 * 1024, 8 * 1024
SCRIPTS = 15 * 1024
ADMIN = "admin.css"
FETCHED_WHEN_ASKED = "pdfjs"
"""Mozilla's PDF.js, unchanged: no page loads it until its reader opens a PDF."""


def long_modules(tree: Tree, most: int = 400) -> list[str]:
    counts = {tree.name(path): len(path.read_text().splitlines()) for path in tree.modules() if "migrations" not in path.parts}
    return [f"{name}: {count} lines" for name, count in counts.items() if count > most]


def overweight(tree: Tree) -> list[str]:
    """Sheets of every page together, each sheet that only some pages ask for, and all scripts. The admin's own is no reader's."""
    shared = set(re.findall(r"css/([\w-]+\.css)", (tree.root / "templates/components/styles.html").read_text()))
    weights = {path.name: path.stat().st_size for path in tree.static(".css") if path.name != ADMIN}
    scripts = [path for path in tree.static(".js") if FETCHED_WHEN_ASKED not in path.parts]
    found = {"css of every page": sum(weights[name] for name in shared), "js": sum(map(size, scripts))}
    most = {"css of every page": EVERY_PAGE, "js": SCRIPTS}
    own = {name: weight for name, weight in weights.items() if name not in shared}
    return [f"{name}: {weight} bytes" for name, weight in (found | own).items() if weight > most.get(name, ONE_SECTION)]


def size(path) -> int:
    return path.stat().st_size


def test_no_module_is_longer_than_400_lines():
    assert long_modules(REAL) == []


def test_css_and_javascript_stay_light():
    assert overweight(REAL) == []


def test_planted_long_module_is_found(tree):
    tree.plant("research/long.py", "x = 1\n" * 401)
    tree.plant("research/migrations/0001_initial.py", "x = 1\n" * 401)
    assert long_modules(tree) == ["research/long.py: 401 lines"]


def test_planted_heavy_files_are_found(tree):
    links = "".join(f"{{% static 'css/{number}.css' %}}" for number in range(3))
    tree.plant("templates/components/styles.html", links)
    for number in range(3):
        tree.plant(f"static/css/{number}.css", "a" * 14_000)
        tree.plant(f"static/js/{number}.js", "a" * 6_000)
    tree.plant("static/css/one-section.css", "a" * 9_000)
    tree.plant("static/css/admin.css", "a" * 90_000)
    assert overweight(tree) == ["css of every page: 42000 bytes", "js: 18000 bytes", "one-section.css: 9000 bytes"]
