from tests.architecture.tree import REAL, Tree

LIMITS = {".css": 40 * 1024, ".js": 15 * 1024}


def long_modules(tree: Tree, most: int = 400) -> list[str]:
    counts = {tree.name(path): len(path.read_text().splitlines()) for path in tree.modules() if "migrations" not in path.parts}
    return [f"{name}: {count} lines" for name, count in counts.items() if count > most]


def overweight(tree: Tree) -> list[str]:
    weights = {suffix: sum(path.stat().st_size for path in tree.static(suffix)) for suffix in LIMITS}
    return [f"{suffix}: {weight} bytes in all" for suffix, weight in weights.items() if weight > LIMITS[suffix]]


def test_no_module_is_longer_than_400_lines():
    assert long_modules(REAL) == []


def test_css_and_javascript_stay_light():
    assert overweight(REAL) == []


def test_planted_long_module_is_found(tree):
    tree.plant("research/long.py", "x = 1\n" * 401)
    tree.plant("research/migrations/0001_initial.py", "x = 1\n" * 401)
    assert long_modules(tree) == ["research/long.py: 401 lines"]


def test_planted_heavy_files_are_found(tree):
    for number in range(3):
        tree.plant(f"static/css/{number}.css", "a" * 14_000)
        tree.plant(f"static/js/{number}.js", "a" * 6_000)
    assert overweight(tree) == [".css: 42000 bytes in all", ".js: 18000 bytes in all"]
