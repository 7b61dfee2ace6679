"""What editors and time do to the site, at random: each change is made in the database and known to the naive model."""

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.db import transaction
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from forum.models import Membership
from gateway.accounts.models import User
from gateway.files.extraction import ReadText, store
from gateway.files.models import Document
from gateway.pages.models import BasePage
from tests.search.leaks.model import PUBLIC, SIGNED_IN, Node, Person
from tests.search.leaks.world import EVERYWHERE, SECTIONS, World, summed_up, theme_of, titled, token_of

LOGIN, GROUPS = PageViewRestriction.LOGIN, PageViewRestriction.GROUPS


class Writer:
    """One of several that work at once; each change locks the sections that it touches."""

    def __init__(self, world: World, number: int, seed: int) -> None:
        self.world, self.model, self.guest = world, world.model, world.guests[number]
        self.random = Random(f"{seed} {number}")  # noqa: S311 - a walk, no key
        self.made = dict.fromkeys((change.__name__ for change in CHANGES), 0)

    def change(self) -> None:
        """One change that was possible."""
        while True:
            chosen = self.random.choices(list(CHANGES), list(CHANGES.values()))[0]
            if chosen(self):
                self.made[chosen.__name__] += 1
                return

    def any_page(self, section: int, fits: Callable[[Node], bool] = lambda node: True) -> Node | None:
        nodes = self.world.pages(section)
        nodes += [node.twin for node in nodes if node.twin]
        found = [node for node in nodes if fits(node)]
        return self.random.choice(found) if found else None

    def any_section(self, count: int | None = None) -> int:
        return self.random.randrange(count or len(self.world.roots))


def publish(writer: Writer) -> bool:
    """As its last editor left it, or with new words."""
    section = writer.any_section()
    with writer.world.held(section):
        node = writer.any_page(section, lambda node: not node.live)
        if node:
            node.live = True
            says_other = writer.random.random() < 0.3
            if says_other:
                plant_words(writer, node)
            with writer.model.changing(node):
                if says_other:
                    write_words(node)
                else:
                    specific(node).get_latest_revision().publish()
        return bool(node)


def edit(writer: Writer) -> bool:
    section = writer.any_section()
    with writer.world.held(section):
        node = writer.any_page(section, lambda node: node.live)
        if node:
            plant_words(writer, node)
            with writer.model.changing(node):
                write_words(node)
        return bool(node)


def plant_words(writer: Writer, node: Node) -> None:
    writer.model.plant(node, title=writer.world.words(), text=writer.world.words())


def write_words(node: Node) -> None:
    page = specific(node)
    page.title = titled(node.secrets["title"].word)
    page.summary = summed_up(node.secrets["text"].word, theme_of(page))
    page.save_revision().publish()


def unpublish(writer: Writer) -> bool:
    section = writer.any_section()
    with writer.world.held(section):
        node = writer.any_page(section, lambda node: node.live)
        if node:
            node.live = False
            with writer.model.changing(node):
                specific(node).unpublish()
        return bool(node)


def unpublish_tree(writer: Writer) -> bool:
    """A section in one language, with all below it."""
    section = writer.any_section()
    with writer.world.held(section):
        root = writer.world.roots[section]
        root = root.twin if root.twin and writer.random.random() < 0.5 else root
        if not root.live:
            return False
        for node in root.tree():
            node.live = False
        with writer.model.changing(root):
            editor = User.objects.get(email="administrator@example.org")
            UnpublishPageAction(specific(root), user=editor, include_descendants=True).execute(skip_permission_checks=True)
        return True


def move(writer: Writer) -> bool:
    """Below any page that is no translation, a meeting too."""
    source, target = writer.any_section(SECTIONS), writer.any_section()
    with writer.world.held(source, target):
        node = writer.any_page(source, lambda node: bool(node.parent) and not node.twin and not node.children)
        below = writer.random.choice(writer.world.pages(target))
        if not node or below in (node, node.parent):
            return False
        node.parent.children.remove(node)
        below.children.append(node)
        node.parent, node.section = below, target
        with writer.model.changing(node):
            specific(node).move(Page.objects.get(pk=below.pk), pos="last-child")
        return True


def close(writer: Writer) -> bool:
    """To those who sign in or to a committee; sometimes with new words in the same breath."""
    section = writer.any_section()
    with writer.world.held(section):
        node = writer.any_page(section, lambda node: node.restriction == PUBLIC)
        if node:
            node.restriction = writer.random.choice([SIGNED_IN, writer.world.group_token])
            with writer.model.changing(node), transaction.atomic():
                kind = LOGIN if node.restriction == SIGNED_IN else GROUPS
                restriction = PageViewRestriction.objects.create(page_id=node.pk, restriction_type=kind)
                if kind == GROUPS:
                    restriction.groups.add(writer.world.group)
        return bool(node)


def reopen(writer: Writer) -> bool:
    """Half of the times with other words in the place of those that only its readers knew."""
    section = writer.any_section()
    with writer.world.held(section):
        node = writer.any_page(section, lambda node: node.restriction != PUBLIC)
        if node:
            node.restriction = PUBLIC
            says_other = node.live and writer.random.random() < 0.5
            if says_other:
                plant_words(writer, node)
            with writer.model.changing(node), transaction.atomic():
                PageViewRestriction.objects.get(page=node.pk).delete()
                if says_other:
                    write_words(node)
        return bool(node)


def replace_paper(writer: Writer) -> bool:
    """What a reading of the new file ends with."""
    section = writer.any_section()
    with writer.world.held(section):
        node = writer.any_page(section)
        if node:
            word = writer.world.words()
            writer.model.plant(node, paper=word)
            with writer.model.changing(node):
                text = {1: f"{EVERYWHERE} paper {word}"}
                store(Document.objects.get(pk=node.document), word, ReadText(Document.TextState.READ, 1, text))
        return bool(node)


def join(writer: Writer) -> bool:
    """The writer's own guest is seated in a body, or sits in the committee."""
    guest = writer.guest
    if extra(guest):
        return False
    section = SECTIONS + writer.random.randrange(len(writer.world.bodies))
    with writer.world.held(section):
        body = writer.world.roots[section]
        token = writer.random.choice([token_of(body), writer.world.group_token])
        with writer.model.seating(guest, base(guest) | {token}):
            if token == writer.world.group_token:
                User.objects.get(pk=guest.pk).groups.add(writer.world.group)
            else:
                seat = {"body_id": body.pk, "person_id": guest.pk}
                Membership.objects.update_or_create(**seat, defaults={"term_to": None})
        return True


def leave(writer: Writer) -> bool:
    """Unseated, or the term ends."""
    guest = writer.guest
    if not extra(guest):
        return False
    with writer.world.held(*writer.world.of_bodies), writer.model.seating(guest, base(guest)):
        User.objects.get(pk=guest.pk).groups.remove(writer.world.group)
        for seat in Membership.objects.current().filter(person=guest.pk):
            if writer.random.random() < 0.5:
                seat.term_to = timezone.localdate() - timedelta(days=1)
                seat.save()
            else:
                seat.delete()
    return True


def base(guest: Person) -> frozenset[str]:
    return frozenset({PUBLIC, SIGNED_IN})


def extra(guest: Person) -> frozenset[str]:
    return next(iter(guest.tokens.now)) - base(guest)


def delete(writer: Writer) -> bool:
    """A page with all below it; another takes its place at once."""
    section = writer.any_section(SECTIONS)
    with writer.world.held(section):
        node = writer.any_page(section, lambda node: bool(node.parent) and not node.twin)
        if node:
            lost = 1 + vanish(writer, node)
            node.parent.children.remove(node)
            for _ in range(lost):
                writer.world.add(section, writer.world.home, above=writer.world.roots[section])
        return bool(node)


def delete_body(writer: Writer) -> bool:
    """With its meetings, its seats and whatever lies below; another is founded, its member seated, the pages made anew."""
    number = writer.random.randrange(len(writer.world.bodies))
    refuge = writer.any_section(SECTIONS)
    with writer.world.held(refuge, *writer.world.of_bodies):
        lost = vanish(writer, writer.world.bodies[number])
        body = writer.world.bodies[number] = writer.world.add_body(SECTIONS + number)
        member = next(one for one in writer.world.people if one.name == f"member of {'AB'[number]}")
        with writer.model.seating(member, base(member) | {token_of(body)}):
            Membership.objects.create(body_id=body.pk, person_id=member.pk)
        for _ in range(lost):
            writer.world.add(refuge, writer.world.home, above=writer.world.roots[refuge])
        return True


def vanish(writer: Writer, node: Node) -> int:
    """The page with all below it; how many of these were pages of text."""
    for page in node.tree():
        page.gone = True
    with writer.model.changing(node):
        Page.objects.get(pk=node.pk).delete()
    return sum(not page.body for page in node.tree()[1:])


def specific(node: Node) -> BasePage:
    return Page.objects.get(pk=node.pk).specific


CHANGES = {
    join: 24,
    leave: 24,
    replace_paper: 16,
    close: 14,
    reopen: 14,
    publish: 10,
    unpublish: 10,
    edit: 3,
    move: 4,
    unpublish_tree: 0.5,
    delete: 1,
    delete_body: 0.2,
}
"""How often each is tried."""
