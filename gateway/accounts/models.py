"""People, and the stored audience of every page."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        if not email:
            raise ValueError("A person signs in by e-mail: give an address.")
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractUser):
    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True, error_messages={"unique": _("This address is taken.")})
    institution = models.CharField(_("institution"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=(("en", "English"), ("ur", "اردو")), default="en")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]
    _audience_tokens: frozenset[str]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.get_full_name() or self.email


class PageAudience(models.Model):
    """One row for each token that opens a page. A page without a row is closed to all."""

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="audience_rows")
    token = models.CharField(max_length=80)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["page", "token"], name="one_row_a_token")]
        indexes: ClassVar = [models.Index(fields=["token", "page"], name="audience_by_token")]

    def __str__(self) -> str:
        return f"{self.page_id}: {self.token}"


class CollectionAudience(models.Model):
    """A collection, with all below it, whose files open only to those who hold the token."""

    collection = models.OneToOneField("wagtailcore.Collection", models.CASCADE, related_name="audience")
    token = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"{self.collection}: {self.token}"
