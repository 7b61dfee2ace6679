"""Which publications lack something that readers look for, and which are due to be reviewed."""

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from gateway.accounts.audience import Reader, admitted
from research.models import PublicationFile, PublicationPage
from research.vocabulary import Language

LACKS = {
    "abstract": _("no abstract"),
    "file": _("no file"),
    "term": _("no theme and no stage"),
    "urdu": _("no published Urdu title"),
    "review": _("review overdue"),
}


def lacking(reader: Reader) -> QuerySet[PublicationPage]:
    """The English pages, drafts included, that the person may see; `lacks_…` says of each what it lacks."""
    themes, stages = (getattr(PublicationPage, name).through.objects for name in ("themes", "stages"))
    urdu = PublicationPage.objects.filter(translation_key=OuterRef("translation_key"), locale__language_code="ur", live=True)
    return admitted(PublicationPage.objects.filter(locale__language_code="en"), reader).annotate(
        lacks_abstract=_truth(Q(abstract="")),
        lacks_file=~Exists(PublicationFile.objects.filter(publication=OuterRef("pk"))),
        lacks_term=~Exists(themes.filter(publicationpage=OuterRef("pk")))
        & ~Exists(stages.filter(publicationpage=OuterRef("pk"))),
        lacks_urdu=_truth(~Q(language=Language.URDU)) & ~Exists(urdu),
        lacks_review=_truth(Q(review_by__lte=timezone.localdate())),
    )


def _truth(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False), output_field=BooleanField())


def lacks_something() -> Q:
    asked = Q()
    for name in LACKS:
        asked |= Q(**{f"lacks_{name}": True})
    return asked


def said(page: PublicationPage) -> list[str]:
    return [str(label) for name, label in LACKS.items() if getattr(page, f"lacks_{name}")]
