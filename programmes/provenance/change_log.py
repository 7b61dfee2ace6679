"""The change log as a page and as an Atom feed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from programmes.provenance.changes import KINDS, Change, Filters, changes, with_releases
from programmes.provenance.filters import Chosen, chosen_filters, dataset_choices, programme_choices, seen_releases
from programmes.provenance.methods import METHODS
from programmes.provenance.movements import Movement
from programmes.provenance.way import way_to_statistics

A_PAGE, IN_FEED = 30, 50


def change_log(request: HttpRequest) -> HttpResponse:
    chosen = asked(request)
    page = Paginator(changes(Filters(**chosen.values)), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "paginator_page": page,
        "changes": with_releases(page.object_list),
        "filters": chosen,
        "methods": METHODS[::-1],
        "breadcrumb": way_to_statistics(request),
    }
    return render(request, "programmes/change_log.html", context)


def asked(request: HttpRequest) -> Chosen:
    seen = seen_releases()
    kinds = [(kind.value, str(label)) for kind, label in KINDS.items()]
    return chosen_filters(
        request.GET,
        ("dataset", _("Data set"), dataset_choices(seen)),
        ("programme", _("Programme"), programme_choices(seen)),
        ("kind", _("Kind of change"), kinds),
    )


def change_feed(request: HttpRequest) -> HttpResponse:
    """The same log as Atom, with the same filters."""
    feed = Atom1Feed(
        title=_("Changes in the statistics"),
        link=request.build_absolute_uri(reverse("statistics_changes")),
        description=_("Publications, revisions, withdrawals and changes of method."),
        feed_url=request.build_absolute_uri(),
    )
    for change in with_releases(changes(Filters(**asked(request).values))[:IN_FEED]):
        feed.add_item(
            title=f"{change.title}: {change.kind_label}",
            link=request.build_absolute_uri(address(change)),
            description="\n".join(filter(None, [change.words, *map(moved, change.movements)])),
            pubdate=change.at,
            updateddate=change.at,
            unique_id=request.build_absolute_uri(f"{address(change)}#{change.kind}"),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def address(change: Change) -> str:
    return reverse("release", args=[change.release.pk]) if change.release else f"{reverse('statistics_changes')}#methods"


def moved(movement: Movement) -> str:
    return f"{movement.label}: {movement.before} → {movement.after}"
