"""The house's own images and documents."""

from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from taggit.models import TaggedItemBase
from wagtail.documents.models import AbstractDocument, Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Image as WagtailImage

from gateway.files.uploads import refuse_disguised, refuse_oversized


class ImageTag(TaggedItemBase):
    """Tags apart from Wagtail's own table: its list of popular tags would name those of closed files to all."""

    content_object = models.ForeignKey("gateway_files.Image", models.CASCADE, related_name="tag_items")


class DocumentTag(TaggedItemBase):
    content_object = models.ForeignKey("gateway_files.Document", models.CASCADE, related_name="tag_items")


class Image(AbstractImage):
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, related_name="uploaded_images"
    )
    tags = TaggableManager(through=ImageTag, blank=True, related_name="tagged_images", verbose_name=_("tags"))
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
    tags = TaggableManager(through=DocumentTag, blank=True, related_name="tagged_documents", verbose_name=_("tags"))
    LANGUAGES = (("en", _("English")), ("ur", _("Urdu")), ("xx", _("other")))
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES, default="en")
    page_count = models.PositiveIntegerField(_("pages"), null=True, editable=False)

    class TextState(models.TextChoices):
        WAITING = "waiting", _("not read yet")
        READ = "read", _("read")
        EMPTY = "empty", _("holds no text, perhaps a scan")
        ENCRYPTED = "encrypted", _("protected by a password")
        DAMAGED = "damaged", _("damaged")
        CUT = "cut", _("read in part, since it is very long")
        OTHER = "other", _("a kind of file whose text is not read")

    text_state = models.CharField(
        _("text for search"), max_length=10, choices=TextState.choices, default=TextState.WAITING, editable=False
    )
    text_hash = models.CharField(max_length=40, blank=True, editable=False)

    admin_form_fields = (*WagtailDocument.admin_form_fields, "language")

    def clean(self) -> None:
        super().clean()
        if not self.file or self.file._committed:
            return
        try:
            refuse_oversized(self.file)
            refuse_disguised(self.file)
        except ValidationError as error:
            raise ValidationError({"file": error.messages}) from error


class DocumentCover(models.Model):
    """A picture of a PDF's first page. Without a file: there is none to be had."""

    document = models.OneToOneField(Document, models.CASCADE, related_name="cover")
    # Below `documents`, which no server in front of the site hands out.
    file = models.FileField(upload_to="documents/covers", blank=True)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=12, blank=True)

    def __str__(self) -> str:
        return f"{self.document_id}, first page"

    @property
    def url(self) -> str:
        """Changes with the picture, so that nobody keeps an old one."""
        return f"{reverse('document_cover', args=[self.document_id])}?{self.digest}"


class DocumentText(models.Model):
    """The text of one page of a document, as search reads it."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="texts")
    page_number = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        ordering: ClassVar = ["document", "page_number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["document", "page_number"], name="one_text_a_page")]

    def __str__(self) -> str:
        return f"{self.document_id}, page {self.page_number}"
