"""A question told back to the reader as it was understood, where it holds more than words and phrases."""

from django.utils.translation import gettext as _, pgettext

from gateway.search.question import AUTHOR, TITLE, Clause, Part, Question


def understood(asked: Question) -> list[tuple[str, list[str]]]:
    """Labels with what they ask for; nothing for plain words."""
    if not asked.is_special:
        return []
    rows: dict[str, list[str]] = {}
    for clause in asked.clauses:
        rows.setdefault(label(clause), []).append(told(clause))
    if asked.without:
        rows[_("Without")] = [shown(part) for part in asked.without]
    return [(name, list(dict.fromkeys(values))) for name, values in rows.items()]


def label(clause: Clause) -> str:
    fields = {part.field for part in clause}
    names = {frozenset({TITLE}): _("In the title"), frozenset({AUTHOR}): _("By the author")}
    return names.get(frozenset(fields), _("With"))


def told(clause: Clause) -> str:
    return pgettext("between alternatives", " or ").join(shown(part) for part in clause if not part.is_added)


def shown(part: Part) -> str:
    return f"“{part.typed}”" if len(part.terms) > 1 else part.typed
