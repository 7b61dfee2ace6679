"""Takes a whole import back. What somebody changed since is not lost without a word."""

from dataclasses import dataclass

from wagtail.models import Page

from gateway.accounts.models import User
from research.models import Import, ImportedPage


@dataclass(frozen=True)
class Made:
    """A page of an import as it is now; `translations` are those that somebody made of it since."""

    kept: ImportedPage
    page: Page
    translations: list[Page]

    @property
    def is_changed(self) -> bool:
        """Edited, published, unpublished, locked, moved or translated since the import."""
        page = self.page
        is_as_left = page.latest_revision_id == self.kept.revision and page.live == self.kept.live and not page.locked
        return bool(self.translations) or not is_as_left or not self._is_at_home

    @property
    def _is_at_home(self) -> bool:
        library = self.kept.made_by.library
        homes = [library.path, *library.get_translations().values_list("path", flat=True)]
        return any(self.page.path.startswith(path) for path in homes)


def made(imported: Import) -> list[Made]:
    """The pages that are still there, translations before their originals."""
    kept = imported.pages.select_related("page", "made_by__library").filter(page__isnull=False).order_by("-pk")
    own = {each.page_id for each in kept}
    keys = {each.page.translation_key: [] for each in kept}
    for stranger in Page.objects.filter(translation_key__in=keys).exclude(pk__in=own):
        keys[stranger.translation_key].append(stranger)
    return [Made(each, each.page, keys[each.page.translation_key]) for each in kept]


def is_out_of_reach(each: Made, person: User) -> bool:
    return not all(page.permissions_for_user(person).can_delete() for page in [each.page, *each.translations])


def take_back(imported: Import, person: User, changed_too: bool | None) -> bool:
    """Deletes the pages; says whether it did. With no answer about changed pages there must be none."""
    pages = made(imported)
    chosen = [each for each in pages if changed_too or not each.is_changed]
    if (changed_too is None and len(chosen) < len(pages)) or any(is_out_of_reach(each, person) for each in chosen):
        return False
    for each in chosen:
        for page in [*each.translations, each.page]:
            if found := Page.objects.filter(pk=page.pk).first():
                found.specific.delete(user=person)
    return True
