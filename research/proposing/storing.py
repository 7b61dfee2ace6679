"""Takes PDF files in: each is stored where its uploader may, closed to readers until a page that shows it is published."""

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Collection
from wagtail.permissions import policy_registry
from wagtail.utils.file import hash_filelike

from gateway.accounts.documents import without_closed
from gateway.accounts.models import User
from gateway.accounts.roles import LIBRARY
from gateway.files.facts import facts_of
from gateway.files.models import Document
from gateway.files.uploads import PROTECTED
from research.models import Proposal
from research.proposing.finding import find
from research.vocabulary import Language


def collection_of(user: User) -> Collection | None:
    """The library's, or else the first in which the person may add documents."""
    allowed = policy_registry.get_by_type(Document).collections_user_has_permission_for(user, "add")
    return allowed.filter(name=LIBRARY).first() or allowed.order_by("path").first()


def take_in(file: File, person: User) -> Proposal:
    """Raises ValidationError, in words, for a file of which nothing is kept."""
    name = (file.name or "")[-200:]
    collection = collection_of(person)
    if collection is None:
        raise ValidationError(_("You may not add documents. Ask an administrator."))
    if not name.lower().endswith(".pdf"):
        raise ValidationError(_("This is not a PDF file. Other files are added under Documents."))
    document = Document(title=name, file=file, collection=collection, uploaded_by_user=person)
    document.clean()
    refuse_known(file, person)
    facts = facts_of(file)
    if facts["state"] not in ("read", "empty"):
        raise ValidationError(refusal(facts["state"]))
    return store(document, find(facts, name), person)


def refusal(state: str) -> str:
    return {
        "encrypted": str(PROTECTED),
        "damaged": _("The file is damaged and cannot be opened. Ask for it once more, or print it to a new PDF."),
        "slow": _("The file takes too long to read. Print it to a new PDF, or upload it under Documents."),
    }[state]


def refuse_known(file: File, person: User) -> None:
    file.seek(0)
    same = without_closed(Document.objects.filter(file_hash=hash_filelike(file)), person).first()
    file.seek(0)
    if same:
        raise ValidationError(_("This very file is here already, as the document “%(title)s”.") % {"title": same.title})


@transaction.atomic
def store(document: Document, found: dict, person: User) -> Proposal:
    document.title = found["title"][0]
    code = found.get("language", ("en", ""))[0]
    document.language = code if code in (Language.ENGLISH, Language.URDU) else "xx"
    document._set_document_file_metadata()
    document.save()
    return Proposal.objects.create(document=document, proposed_to=person, found=found)
