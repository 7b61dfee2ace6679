"""The source tree as the architecture tests see it: the real one, or a small one with a planted violation."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WINGS = ("research", "programmes", "courses", "forum")
FOUNDATION = ("search", "pages", "blocks", "accounts", "files", "taxonomy")
TOPS = ("gateway", *WINGS, "scripts", "tests", "bench")


@dataclass(frozen=True)
class Tree:
    root: Path

    def modules(self, *folders: str) -> Iterator[Path]:
        for folder in folders or TOPS:
            yield from sorted((self.root / folder).rglob("*.py"))

    def templates(self) -> list[Path]:
        folders = [self.root / "templates", *self.root.glob("*/templates"), *self.root.glob("gateway/*/templates")]
        return sorted(path for folder in folders for path in folder.rglob("*.*") if path.is_file())

    def static(self, suffix: str) -> list[Path]:
        return sorted((self.root / "static").rglob(f"*{suffix}"))

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.root))

    def plant(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(text)


REAL = Tree(ROOT)


def strings(source: str) -> Iterator[ast.Constant]:
    """The strings of a module that are not docstrings."""
    module = ast.parse(source)
    prose = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node


def without_comments(text: str) -> str:
    """CSS or a template without comments and without what stands in quotes after `content:`."""
    text = re.sub(r"/\*.*?\*/|\{#.*?#\}|<!--.*?-->", "", text, flags=re.S)
    return re.sub(r"\{% comment.*?endcomment %\}", "", text, flags=re.S)
