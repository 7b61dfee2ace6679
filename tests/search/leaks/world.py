"""A small site of pages full of secret words: open sections, one of them in two languages, and two bodies with meetings."""

import itertools
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date, timedelta
from unittest.mock import patch

from django.contrib.auth.models import AnonymousUser, Group
from django.test import override_settings
from django.utils import timezone
from wagtail.models import Page

from forum.models import BodyPage, ForumIndexPage, MeetingPage, Membership
from gateway.accounts.audience import Reader
from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, ensure_roles
from gateway.files.models import Document, DocumentText
from gateway.pages.models import BasePage, HomePage, StandardPage
from gateway.search.models import SavedSearch
from gateway.starter.site import add_page, load_site
from gateway.taxonomy.models import Theme
from tests.search.leaks.model import PUBLIC, SIGNED_IN, SUPERUSER, Model, Node, Person, Timeline
from tests.search.leaks.words import Words

SECTIONS, PAGES_IN_EACH = 4, 4
BODIES, MEETINGS_IN_EACH = 2, 3
EVERYWHERE = "commonplace"
"""Stands in every page."""
PEOPLE = ("learner", "member of A", "member of B", "former member", "editor", "committee", "administrator")
GUESTS = 4
"""People who come and go."""


class World:
    def __init__(self, seed: int) -> None:
        self.words, self.model, self.numbers = Words(seed), Model(), itertools.count(1)
        self.rung = threading.Event()
        """Whether the queue's bell has rung."""
        self.locks = [threading.Lock() for _ in range(SECTIONS + BODIES)]
        load_site()
        ensure_roles()
        self.home, self.urdu = (HomePage.objects.get(locale__language_code=code) for code in ("en", "ur"))
        self.forum = add_page(self.home, ForumIndexPage(title="Forum", slug="forum"))
        self.group = Group.objects.create(name="Committee")
        self.sections = [self.add_section(number) for number in range(SECTIONS)]
        self.add_twin(self.sections[0], self.urdu)
        self.bodies = [self.add_body(SECTIONS + number) for number in range(BODIES)]
        self.people = [Person("anonymous", None, held(PUBLIC)), *(self.add_person(name) for name in PEOPLE)]
        self.guests = [self.add_person(f"guest {number}") for number in range(GUESTS)]
        self.people += self.guests

    def add_section(self, section: int) -> Node:
        root = self.add(section, self.home)
        for _ in range(PAGES_IN_EACH):
            self.add(section, self.home, above=root)
        return root

    def add_body(self, section: int) -> Node:
        root = self.add(section, self.forum, page=BodyPage())
        token = BodyPage.objects.get(pk=root.pk).token
        for number in range(MEETINGS_IN_EACH):
            self.add(section, self.forum, above=root, page=MeetingPage(number=number, starts_at=timezone.now()), token=token)
        return root

    def add_twin(self, node: Node, home: Page, above: Node | None = None) -> None:
        """The translations of a page and of all below it; each has words of its own."""
        key = Page.objects.get(pk=node.pk).translation_key
        node.twin = self.add(node.section, home, above=above, page=StandardPage(translation_key=key))
        node.twin.twin = node
        for child in node.children:
            self.add_twin(child, home, node.twin)

    def add(self, section: int, home: Page, above: Node | None = None, page: BasePage | None = None, token: str = "") -> Node:
        """A page made and published, below a node or else below `home`; it is open when this is done."""
        node = Node(section, above, body=token)
        title, text, theme, paper = (self.words() for _ in range(4))
        self.model.plant(node, title=title, text=text, theme=theme, paper=paper)
        if above:
            above.children.append(node)
        with self.model.changing(node):
            Theme.objects.create(code=theme, name=f"{theme.title()} theme")
            node.document = self._paper(theme, paper)
            page = page or StandardPage()
            page.title, page.summary, page.slug = titled(title), summed_up(text, theme), f"page-{next(self.numbers)}"
            node.pk = add_page(Page.objects.get(pk=above.pk).specific if above else home, page).pk
        self.model.by_year[year_of(node.pk)] = node
        return node

    @staticmethod
    def _paper(theme: str, word: str) -> int:
        document = Document(title="Paper", file=f"{theme}.pdf", text_state=Document.TextState.READ)
        Document.objects.bulk_create([document])
        DocumentText.objects.create(document=document, page_number=1, text=f"{EVERYWHERE} paper {word}")
        return document.pk

    def add_person(self, name: str) -> Person:
        user = User.objects.create_user(f"{name.replace(' ', '-')}@example.org", "correct-horse-battery")
        tokens = {PUBLIC, SIGNED_IN}
        if name.startswith("member of"):
            body = self.bodies[name.endswith("B")]
            Membership.objects.create(body_id=body.pk, person=user)
            tokens.add(token_of(body))
        elif name == "former member":
            yesterday = timezone.localdate() - timedelta(days=1)
            Membership.objects.create(body_id=self.bodies[0].pk, person=user, term_to=yesterday)
        elif name == "editor":
            user.groups.add(Group.objects.get(name=EDITORS))
        elif name == "committee":
            user.groups.add(self.group)
            tokens.add(self.group_token)
        elif name == "administrator":
            User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
            tokens.add(SUPERUSER)
        for names_closed in (True, False):
            SavedSearch.objects.create(owner=user, name="All", address=f"q={EVERYWHERE}", feed_names_closed=names_closed)
        return Person(name, user.pk, held(*tokens))

    @property
    def group_token(self) -> str:
        return f"group:{self.group.pk}"

    @property
    def of_bodies(self) -> range:
        return range(SECTIONS, SECTIONS + BODIES)

    @property
    def roots(self) -> list[Node]:
        return [*self.sections, *self.bodies]

    def pages(self, section: int) -> list[Node]:
        """The nodes of a section, its translations left out."""
        return self.roots[section].tree()

    @contextmanager
    def held(self, *sections: int) -> Iterator[None]:
        """No other change touches these sections meanwhile."""
        with ExitStack() as stack:
            for number in sorted(set(sections)):
                stack.enter_context(self.locks[number])
            yield


def held(*tokens: str) -> Timeline:
    return Timeline(frozenset(tokens))


def token_of(body: Node) -> str:
    return body.children[0].body


def titled(word: str) -> str:
    return f"{word.title()}, a report"


def summed_up(text: str, theme: str) -> str:
    return f"{EVERYWHERE} {text} {theme}"


def year_of(pk: int) -> str:
    return str(1000 + pk % 8000)


def reader(person: Person) -> Reader:
    """As a request makes its own."""
    return User.objects.get(pk=person.pk) if person.pk else AnonymousUser()


def theme_of(page: BasePage) -> str:
    return page.summary.split()[-1]


@contextmanager
def telling_pages() -> Iterator[None]:
    """Every page has a theme, a year and a paper of its own, which tell it from all others in counts and passages."""
    ways = {
        "search_facets": lambda page: {"theme": [theme_of(page)]},
        "search_documents": lambda page: list(Document.objects.filter(file=f"{theme_of(page)}.pdf")),
        "search_date": lambda page: date(int(year_of(page.pk)), 1, 1),
    }
    with ExitStack() as stack:
        for kind in (StandardPage, BodyPage, MeetingPage):
            stack.enter_context(patch.multiple(kind, **ways))
        stack.enter_context(patch.object(ForumIndexPage, "search_kind", None))
        yield


@contextmanager
def nothing_beside() -> Iterator[None]:
    """Without what a publication does for others than search: the admin's own index, references, old addresses."""
    with patch("django_tasks.base.Task.enqueue"), override_settings(WAGTAILREDIRECTS_AUTO_CREATE=False):
        yield
