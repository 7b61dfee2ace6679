"""Words to translate stand where `makemessages` finds them: it looks into no f-string."""

import ast

import pytest

from tests.architecture.tree import REAL

TRANSLATORS = {"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy"}
SITE = ("gateway", "research", "programmes", "courses", "forum")


def words_in_f_strings(source: str) -> list[str]:
    within = (inner for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr) for inner in ast.walk(node))
    return [ast.unparse(call) for call in within if isinstance(call, ast.Call) and translates(call)]


def translates(call: ast.Call) -> bool:
    named = isinstance(call.func, ast.Name) and call.func.id in TRANSLATORS
    return named and any(isinstance(word, ast.Constant) for word in call.args)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("""f"{_('Due')}: {day}" """, ["_('Due')"]),
        ("""f"{', '.join(gettext('a') for a in b)}" """, ["gettext('a')"]),
        ("""_("Due") + f": {day}" """, []),
        ("""f"{_(name)}" """, []),
    ],
)
def test_a_word_in_an_f_string_is_found(source, found):
    assert words_in_f_strings(source.strip()) == found


def test_no_word_is_hidden_from_translators():
    hidden = {REAL.name(path): words_in_f_strings(path.read_text()) for path in REAL.modules(*SITE)}
    assert {name: words for name, words in hidden.items() if words} == {}
