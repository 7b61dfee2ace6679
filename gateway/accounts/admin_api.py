"""The admin's own listings of files and tags, narrowed to what a person may open."""

from django.db.models import Q
from django.http import HttpRequest, JsonResponse
from django.urls import path
from taggit.models import Tag
from wagtail.admin.auth import require_admin_access
from wagtail.contrib.redirects.views import IndexView
from wagtail.documents import get_document_model
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import get_image_model
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.models import Page

from gateway.accounts.audience import Reader, admitted
from gateway.accounts.documents import without_closed

TAGS = 10


class OpenDocumentsAPI(DocumentsAdminAPIViewSet):
    def get_queryset(self):
        return without_closed(super().get_queryset(), self.request.user)


class OpenImagesAPI(ImagesAdminAPIViewSet):
    def get_queryset(self):
        return without_closed(super().get_queryset(), self.request.user)


class OpenRedirects(IndexView):
    def get_base_queryset(self):
        pages = admitted(Page.objects.all(), self.request.user)
        return super().get_base_queryset().filter(Q(redirect_page=None) | Q(redirect_page__in=pages))


@require_admin_access
def tags(request: HttpRequest) -> JsonResponse:
    """Tags that begin with `term`, among those of files that the person may open."""
    term = request.GET.get("term", "")
    if not term or "\0" in term:
        return JsonResponse([], safe=False)
    found = Tag.objects.filter(name__istartswith=term, pk__in=tags_of_open_files(request.user)).order_by("name")
    return JsonResponse(list(found.values_list("name", flat=True)[:TAGS]), safe=False)


def tags_of_open_files(reader: Reader) -> set[int]:
    found: set[int] = set()
    for model in (get_document_model(), get_image_model()):
        tagged = model.tags.through.objects.filter(content_object__in=without_closed(model.objects.all(), reader).values("pk"))
        found |= set(tagged.values_list("tag_id", flat=True))
    return found


urlpatterns = [
    path("redirects/", require_admin_access(OpenRedirects.as_view())),
    path("redirects/results/", require_admin_access(OpenRedirects.as_view(results_only=True))),
    path("tag-autocomplete/", tags),
    path("tag-autocomplete/<slug:app_name>/<slug:model_name>/", lambda request, app_name, model_name: tags(request)),
]
