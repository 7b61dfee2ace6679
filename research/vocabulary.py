"""The kinds, licences and languages that a publication can have."""

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    REPORT = "report", _("report")
    WORKING_PAPER = "working-paper", _("working paper")
    POLICY_BRIEF = "policy-brief", _("policy brief")
    EVALUATION = "evaluation", _("evaluation")
    LAW = "law", _("law or policy")
    STATEMENT = "statement", _("statement")
    DATASET = "dataset", _("data set")
    GUIDE = "guide", _("guide")
    NOTE = "note", _("note of this gateway")

    @property
    def english(self) -> str:
        """The label for machines and bibliographies, which follow neither the reader's language nor this site's view."""
        if self is Kind.NOTE:
            return "note"
        with translation.override("en"):
            return str(self.label)


class Licence(models.TextChoices):
    CC_BY = "cc-by-4.0", _("Creative Commons Attribution 4.0")
    CC_BY_SA = "cc-by-sa-4.0", _("Creative Commons Attribution, share alike 4.0")
    CC_BY_NC = "cc-by-nc-4.0", _("Creative Commons Attribution, non-commercial 4.0")
    CC_BY_NC_SA = "cc-by-nc-sa-4.0", _("Creative Commons Attribution, non-commercial, share alike 4.0")
    CC0 = "cc0-1.0", _("Creative Commons Zero: no rights reserved")
    PUBLIC_STATEMENT = "public-statement", _("Public statement of its signatories")
    RESERVED = "reserved", _("All rights reserved")
    NOT_STATED = "not-stated", _("Not stated; ask the publisher")


LICENCE_ADDRESSES = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.CC_BY_SA: "https://creativecommons.org/licenses/by-sa/4.0/",
    Licence.CC_BY_NC: "https://creativecommons.org/licenses/by-nc/4.0/",
    Licence.CC_BY_NC_SA: "https://creativecommons.org/licenses/by-nc-sa/4.0/",
    Licence.CC0: "https://creativecommons.org/publicdomain/zero/1.0/",
}


class NoticeKind(models.TextChoices):
    """In the order of their weight: what stands further down weighs more."""

    CORRECTION = "correction", _("correction")
    CONCERN = "concern", _("expression of concern")
    RETRACTION = "retraction", _("retraction")

    @property
    def state(self) -> str | Promise:
        """What a work is said to be that the notice concerns."""
        return NOTICE_STATES[self]

    @property
    def english(self) -> str:
        with translation.override("en"):
            return str(self.label)


NOTICE_STATES = {
    NoticeKind.CORRECTION: _("Corrected"),
    NoticeKind.CONCERN: _("In doubt"),
    NoticeKind.RETRACTION: _("Retracted"),
}


class Language(models.TextChoices):
    ENGLISH = "en", _("English")
    URDU = "ur", _("Urdu")
    SINDHI = "sd", _("Sindhi")
    PASHTO = "ps", _("Pashto")
    GERMAN = "de", _("German")
    OTHER = "und", _("another language")
