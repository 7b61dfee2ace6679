"""Makes the pages of checked lines."""

from collections.abc import Iterable

from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Locale, Page

from gateway.accounts.models import User
from research.importing.checking import Plan
from research.models import Author, CourseLink, Import, ImportedPage, ProgrammeLink, PublicationFile, PublicationPage


def make_page(plan: Plan, made_by: Import, person: User, publish: bool) -> None:
    page = add_draft(plan, made_by.library, person)
    keep(page, plan, made_by, person, publish)
    if plan.record["title_ur"]:
        make_urdu_draft(page, plan, made_by, person)


def add_draft(plan: Plan, library: Page, person: User, files: Iterable[PublicationFile] = ()) -> PublicationPage:
    page = PublicationPage(owner=person, live=False, has_unpublished_changes=True, **plan.fields)
    page.authors = [Author(sort_order=place, **fields) for place, fields in enumerate(plan.authors)]
    page.files = list(files)
    page.programme_links = [ProgrammeLink(sort_order=n, programme=each) for n, each in enumerate(plan.pages["programmes"])]
    page.course_links = [CourseLink(sort_order=n, course=each) for n, each in enumerate(plan.pages["courses"])]
    for name, terms in plan.terms.items():
        setattr(page, name, terms)
    page.locale = library.locale
    # Some single signs become many letters of an address.
    page.slug = find_available_slug(library, slugify(page.title, allow_unicode=True)[:200] or "publication")
    library.add_child(instance=page)
    log(instance=page, action="wagtail.create", user=person)
    return page


def make_urdu_draft(page: PublicationPage, plan: Plan, made_by: Import, person: User) -> None:
    """The page with its Urdu words; what has none is still English, so that an editor publishes it when it is whole."""
    urdu = Locale.objects.filter(language_code="ur").first()
    if urdu is None or made_by.library.get_translation_or_none(urdu) is None:
        return
    twin = page.copy_for_translation(urdu)
    twin.title = twin.draft_title = " ".join(plan.record["title_ur"].split())
    for name in ("summary", "abstract"):
        setattr(twin, name, plan.record[f"{name}_ur"] or getattr(twin, name))
    twin.owner = person
    twin.save()
    keep(twin, plan, made_by, person, publish=False)


def keep(page: Page, plan: Plan, made_by: Import, person: User, publish: bool) -> None:
    """A first revision, and what an undo compares the page with."""
    revision = page.save_revision(user=person, clean=False)
    if publish:
        revision.publish(user=person)
    made_by.pages.add(
        ImportedPage(line=plan.record.line, page=Page.objects.get(pk=page.pk), revision=revision.pk, live=publish), bulk=False
    )
