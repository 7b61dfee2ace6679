"""The house's own images and documents."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument, Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image as WagtailImage


class Image(AbstractImage):
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="uploaded_images"
    )
    tags = TaggableManager(blank=True, related_name="tagged_images", verbose_name=_("tags"))
    alt_text_ur = models.CharField(_("description in Urdu"), max_length=255, blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)

    admin_form_fields = (*WagtailImage.admin_form_fields, "description", "alt_text_ur", "credit")


class Rendition(AbstractRendition):
    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)


class Document(AbstractDocument):
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="uploaded_documents"
    )
    tags = TaggableManager(blank=True, related_name="tagged_documents", verbose_name=_("tags"))
    LANGUAGES = (("en", _("English")), ("ur", _("Urdu")), ("xx", _("other")))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    page_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "language")
