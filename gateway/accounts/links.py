"""Links in rich texts: an address may name a closed page or file, so that only its readers get it; for others the words stay."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from wagtail.documents import get_document_model
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.pages import PageLinkHandler

from gateway.accounts.audience import SIGNED_IN, SUPERUSER, Reader, tokens_of
from gateway.accounts.models import CollectionAudience, PageAudience
from gateway.accounts.usage import who_asks

Attributes = list[dict[str, str]]


def may_be_named(reader: Reader) -> Exists:
    """A page that only asks for a sign-in says so at its address."""
    tokens = tokens_of(reader) | {SIGNED_IN}
    return Exists(PageAudience.objects.filter(page=OuterRef("pk"), token__in=tokens))


def files_to_name(reader: Reader) -> QuerySet:
    files = get_document_model().objects.all()
    if SUPERUSER in tokens_of(reader):
        return files
    path = ExpressionWrapper(OuterRef("collection__path"), CharField())
    closing = CollectionAudience.objects.exclude(token__in=tokens_of(reader)).annotate(of_file=path)
    return files.exclude(Exists(closing.filter(of_file__startswith=F("collection__path"))))


def in_order(found: QuerySet, attributes: Attributes) -> list:
    """As Wagtail asks, in one question; None where there is nothing to name."""
    by_key = {str(record.pk): record for record in found}
    return [by_key.get(str(attrs.get("id"))) for attrs in attributes]


class OpenPageLinks(PageLinkHandler):
    @classmethod
    def get_many(cls, attrs_list: Attributes) -> list:
        reader = who_asks()
        if reader is None:
            return list(super().get_many(attrs_list))
        found = Page.objects.filter(may_be_named(reader), pk__in=[attrs.get("id") for attrs in attrs_list])
        return in_order(found.defer_streamfields().specific(), attrs_list)


class OpenFileLinks(DocumentLinkHandler):
    @classmethod
    def get_many(cls, attrs_list: Attributes) -> list:
        reader = who_asks()
        if reader is None:
            return list(super().get_many(attrs_list))
        return in_order(files_to_name(reader).filter(pk__in=[attrs.get("id") for attrs in attrs_list]), attrs_list)
