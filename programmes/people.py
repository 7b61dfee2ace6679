"""What sexes and ages are called: the same words on every page."""

from django.utils.translation import get_language, gettext as _

from programmes.registry.codes import TOTAL

LEFT_TO_RIGHT, END = "\u2066", "\u2069"


def sex_label(code: str) -> str:
    return {
        TOTAL: _("all sexes"),
        "F": _("women and girls"),
        "M": _("men and boys"),
        "X": _("transgender persons"),
        "U": _("sex not known"),
    }[code]


def age_label(code: str) -> str:
    if code == TOTAL:
        return _("all ages")
    return _("age not known") if code == "U" else _("aged %(ages)s") % {"ages": ages(code)}


def years_label(code: str) -> str:
    """An age where the word beside it says already that it is one."""
    return age_label(code) if code in (TOTAL, "U") else _("%(ages)s years") % {"ages": ages(code)}


def ages(code: str) -> str:
    """Held together in Urdu, where 65+ would read +65, and 5–14 as 14–5."""
    text = code.replace("-", "–")
    return f"{LEFT_TO_RIGHT}{text}{END}" if get_language() == "ur" else text
