"""Who may read what: the one predicate that every channel asks.

An audience is a set of tokens; a reader who holds one of them may read. It is computed from
a page and its ancestors, and stored in `PageAudience` in the transaction that changes it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from gateway.accounts.models import PageAudience, User

Reader = User | AnonymousUser

EVERYONE, SIGNED_IN, SUPERUSER = "public", "signed-in", "superuser"


@dataclass(frozen=True)
class Audience:
    """The tokens that open a page; two audiences joined by `&` are open to those whom both admit.

    Two sets of groups intersect by token, so that a doubt closes: a reader who belongs to one
    group of each, but to none of both, stays outside.
    """

    tokens: frozenset[str]

    def __and__(self, other: "Audience") -> "Audience":
        for wide, narrow in ((self, other), (other, self)):
            if EVERYONE in wide.tokens:
                return narrow
        for wide, narrow in ((self, other), (other, self)):
            if SIGNED_IN in wide.tokens:
                return narrow
        return Audience(self.tokens & other.tokens)

    @property
    def stored_tokens(self) -> frozenset[str]:
        return self.tokens | {SUPERUSER}

    def admits(self, reader: Reader) -> bool:
        return not self.stored_tokens.isdisjoint(tokens_of(reader))


PUBLIC = Audience(frozenset({EVERYONE}))
ANY_SIGNED_IN = Audience(frozenset({SIGNED_IN}))
NOBODY = Audience(frozenset())

AudienceRule = Callable[[Page], Audience]


def inherited(page: Page) -> Audience:
    """The audience rule of a page type that is as open as its ancestors."""
    return PUBLIC


def signed_in(page: Page) -> Audience:
    """The audience rule of a page type that asks for a sign-in."""
    return ANY_SIGNED_IN


_token_sources: list[Callable[[User], Iterable[str]]] = []


def token_source(source: Callable[[User], Iterable[str]]) -> Callable[[User], Iterable[str]]:
    """Registers a wing's own tokens, such as `body:…` for the members of a body today."""
    _token_sources.append(source)
    return source


def tokens_of(reader: Reader) -> frozenset[str]:
    """All tokens that a reader holds now; read once for each request, since a request makes its own reader."""
    if not reader.is_authenticated or not reader.is_active:
        return frozenset({EVERYONE})
    if not hasattr(reader, "_audience_tokens"):
        tokens = {EVERYONE, SIGNED_IN}
        tokens |= {f"group:{pk}" for pk in reader.groups.values_list("pk", flat=True)}
        tokens |= {token for source in _token_sources for token in source(reader)}
        if reader.is_superuser:
            tokens.add(SUPERUSER)
        reader._audience_tokens = frozenset(tokens)
    return reader._audience_tokens


def may_work_here(reader: Reader) -> bool:
    """Whether it is worth asking for rights in the admin, which come with groups: readers have none."""
    return any(token == SUPERUSER or token.startswith("group:") for token in tokens_of(reader))


def forget_tokens(reader: Reader) -> None:
    reader.__dict__.pop("_audience_tokens", None)


def readable(pages: QuerySet, reader: Reader) -> QuerySet:
    """The live pages of a queryset that a reader may read."""
    return pages.filter(admits(reader), live=True)


def admits(reader: Reader) -> Exists:
    """Whether the page of a row opens to a reader: a look into the index of `PageAudience`, by page and token."""
    return Exists(PageAudience.objects.filter(page=OuterRef("pk"), token__in=tokens_of(reader)))


def admitted(pages: QuerySet, reader: Reader) -> QuerySet:
    """Like `readable`, drafts included: for the admin, whose search can filter by primary key and by nothing else."""
    return pages.filter(pk__in=PageAudience.objects.filter(token__in=tokens_of(reader)).values("page"))


def may_read(reader: Reader, page: Page) -> bool:
    return PageAudience.objects.filter(page_id=page.pk, token__in=tokens_of(reader)).exists()


def page_audience(page: Page) -> Audience:
    """Computed from the database: the page, its ancestors, and the restrictions of their translations."""
    return audiences_below(page)[page.pk]


def audiences_below(root: Page) -> dict[int, Audience]:
    """The audience of a page and of each page below it, by primary key."""
    pages = list(
        Page.objects.filter(_is_ancestor_of(root) | Q(path__startswith=root.path))
        .order_by("path")
        .select_related("content_type")
    )
    restrictions = _restrictions({page.translation_key for page in pages})
    by_path: dict[str, tuple[Page, Audience]] = {}
    for page in pages:
        parent, audience = by_path.get(page.path[: -Page.steplen], (None, PUBLIC))
        page._cached_parent_obj = parent
        audience &= _rule_of(page)(page)
        for restriction in restrictions.get(page.translation_key, ()):
            audience &= restriction
        if page.alias_of_id:
            audience &= page_audience(page.alias_of)
        by_path[page.path] = page, audience
    return {page.pk: audience for page, audience in by_path.values() if page.path.startswith(root.path)}


def _is_ancestor_of(root: Page) -> Q:
    steps = range(Page.steplen, len(root.path), Page.steplen)
    return Q(path__in=[root.path[:end] for end in steps])


def _rule_of(page: Page) -> AudienceRule:
    if page.is_root():
        return inherited
    return getattr(page.specific_class, "audience_rule", None) or (lambda _page: NOBODY)


def _restrictions(translation_keys: set) -> dict:
    found: dict = {}
    rows = PageViewRestriction.objects.filter(page__translation_key__in=translation_keys)
    for row in rows.select_related("page").prefetch_related("groups"):
        found.setdefault(row.page.translation_key, []).append(_restriction_audience(row))
    return found


def _restriction_audience(row: PageViewRestriction) -> Audience:
    if row.restriction_type == PageViewRestriction.LOGIN:
        return ANY_SIGNED_IN
    if row.restriction_type == PageViewRestriction.GROUPS:
        return Audience(frozenset(f"group:{group.pk}" for group in row.groups.all()))
    return PUBLIC if row.restriction_type == PageViewRestriction.NONE else NOBODY
