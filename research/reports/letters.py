"""Tells the owner of a publication, once for each date, that its review is due."""

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from gateway.accounts.models import User
from research.models import PublicationPage, ReviewLetter


def tell_owners() -> None:
    """A letter goes only to an owner who may still edit the page; until there is one, the page waits."""
    told = ReviewLetter.objects.filter(page=OuterRef("pk"), review_by=OuterRef("review_by"))
    overdue = PublicationPage.objects.filter(locale__language_code="en", live=True, review_by__lte=timezone.localdate())
    due = overdue.filter(~Exists(told), owner__is_active=True)
    for page in due.select_related("owner"):
        if page.owner.email and page.permissions_for_user(page.owner).can_edit():
            tell(page, page.owner)


@transaction.atomic
def tell(page: PublicationPage, owner: User) -> None:
    """If the letter cannot be sent, it counts as not written, and is tried again."""
    ReviewLetter.objects.create(page=page, review_by=page.review_by)
    with translation.override(owner.language):
        subject = _("To be reviewed: %(title)s") % {"title": " ".join(page.title.split())}
        lines = [
            _("You own this publication, and its review is due. Look whether it still holds, and set the next date."),
            settings.SITE_URL + reverse("wagtailadmin_pages:edit", args=[page.pk]),
        ]
    send_mail(subject, "\n\n".join(lines), None, [owner.email])
