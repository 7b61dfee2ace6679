"""What came of a link, for people."""

from django.utils.translation import gettext, gettext_lazy as _

from gateway.broken_links.models import Link, Outcome

WORDS = {
    "no such host": _("There is no such server."),
    "certificate": _("Its certificate is not valid."),
    "timeout": _("It does not answer in time."),
    "no connection": _("It cannot be reached."),
    "malformed": _("The address is not written as it should be."),
    "redirects": _("It sends one from page to page without end."),
    "404": _("There is no such page (404)."),
    "410": _("The page was taken away for good (410)."),
}


def in_words(link: Link) -> str:
    if link.outcome in (Outcome.GONE, Outcome.FAILS):
        return str(WORDS.get(link.answer) or gettext("The server reports a fault (%(answer)s).") % {"answer": link.answer})
    return str(link.get_outcome_display())
