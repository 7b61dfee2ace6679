"""Every release and its particulars: the page behind each number's proof."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from programmes.models.statistics import Release

SHOWN = (Release.State.PUBLISHED, Release.State.SUPERSEDED, Release.State.WITHDRAWN)


def shown_releases():
    """What the public may know of: nothing that is held, rejected or still under embargo."""
    open_now = Q(embargo_until=None) | Q(embargo_until__lte=timezone.now())
    return Release.objects.filter(open_now, state__in=SHOWN).select_related("registry").order_by("-published_at", "-pk")


def release_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(shown_releases(), 50).get_page(request.GET.get("page"))
    return render(request, "programmes/release_list.html", {"paginator_page": page})


def release_detail(request: HttpRequest, pk: int) -> HttpResponse:
    release = get_object_or_404(shown_releases(), pk=pk)
    return render(request, "programmes/release_detail.html", {"release": release, "rows": particulars(release)})


def particulars(release: Release) -> list[tuple[str, str]]:
    """The release's facts in the reader's words; those that it lacks are left out."""
    rows = [
        (_("Registry"), release.registry.label),
        (_("Source"), release.citation),
        (_("Notes"), release.description),
        (_("Export"), release.export_id),
        (_("Corrects the export"), release.supersedes),
        (_("As of"), date_format(release.as_of)),
        (_("Published"), date_format(release.published_at.date()) if release.published_at else ""),
        (_("State"), release.get_state_display()),
        (_("Rows, rounded"), f"{release.rows:,}"),
        (_("Signed off by"), release.signed_off_by),
        (_("Checksum (SHA-256)"), release.sha256),
        (_("Version of the contract"), release.contract),
    ]
    return [(label, value) for label, value in rows if value]
