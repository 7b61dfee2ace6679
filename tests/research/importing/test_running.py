"""An import is made whole or not at all, and taken back whole."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from gateway.accounts.models import User
from research.importing import making, running
from research.models import Import, Person, PublicationPage
from research.tasks import take_up_lost_imports
from tests.factories.courses import make_course
from tests.factories.programmes import add_index, add_programme
from tests.factories.research import make_publication, make_theme

State, Trouble = Import.State, Import.Trouble
TWO = ('First,"Khan, Amna; Somebody Else",2025-02,report,,,Health,', "Second,,2024,,,,,")


def start(finish, imported, person, publish=False, all_the_same=()):
    return finish(running.start, imported, person, publish=publish, all_the_same=list(all_the_same))


def test_a_list_becomes_drafts_with_authors_and_terms(library, editor, upload, finish):
    amna, health = Person.objects.create(given_names="Amna", family_name="Khan"), make_theme("health", "Health")
    imported = start(finish, upload(*TWO), editor)
    assert (imported.state, imported.trouble, str(imported)) == (State.IMPORTED, "", "list.csv")
    page = PublicationPage.objects.get(title="First")
    assert [(a.person, a.printed_name) for a in page.authors.all()] == [(amna, ""), (None, "Somebody Else")]
    assert (list(page.themes.all()), page.published, page.owner, page.live) == ([health], "2025-02", editor, False)
    assert page.get_latest_revision().user == editor
    assert page.get_latest_revision_as_object().author_names == ["Amna Khan", "Somebody Else"]
    assert [str(kept) for kept in imported.pages.all()] == ["list.csv: 2", "list.csv: 3"]


def test_who_may_publish_may_publish_the_whole_import(editor, upload, finish):
    start(finish, upload(*TWO), editor, publish=True)
    assert PublicationPage.objects.live().count() == 2


def test_who_lost_the_right_meanwhile_imports_nothing(editor, upload, finish):
    imported = upload(*TWO)
    editor.groups.clear()
    running._queue(imported, State.QUEUED, {"by": editor.pk, "publish": True, "all_the_same": []})
    with pytest.raises(PermissionDenied):
        running.go_on(imported.pk)
    imported.refresh_from_db()
    assert (imported.state, imported.trouble) == (State.CHECKED, Trouble.FAILED)
    assert not PublicationPage.objects.exists()


def test_a_title_in_urdu_makes_a_draft_of_the_urdu_page(library, urdu_library, editor, upload, finish):
    header = "title,title_ur,date,abstract,abstract_ur,summary\n"
    imported = start(finish, upload("Study,مطالعہ,2025,In English,اردو میں,Short", header=header), editor, publish=True)
    english, urdu = PublicationPage.objects.order_by("locale__language_code")
    assert (urdu.title, urdu.draft_title, urdu.abstract, urdu.summary) == ("مطالعہ", "مطالعہ", "اردو میں", "Short")
    assert (urdu.translation_key, urdu.live, english.live) == (english.translation_key, False, True)
    assert urdu.get_latest_revision_as_object().title == "مطالعہ"
    assert imported.pages.count() == 2


def test_without_an_urdu_library_no_urdu_draft_is_made(library, editor, upload, finish):
    start(finish, upload("Study,مطالعہ,2025", header="title,title_ur,date\n"), editor)
    assert PublicationPage.objects.count() == 1


def test_titles_that_are_alike_or_explode_as_addresses_get_addresses_of_their_own(library, editor, upload, finish):
    lines = ["Same,,2024", "Same,,2025", "ﷺ" * 100 + ",,2025", "سماجی تحفظ,,2025"]
    start(finish, upload(*lines, header="title,authors,date\n"), editor)
    slugs = list(PublicationPage.objects.order_by("path").values_list("slug", flat=True))
    assert slugs[:2] == ["same", "same-1"]
    assert slugs[3] == "سماجی-تحفظ"


def test_likely_duplicates_are_made_only_when_ticked(library, editor, upload, finish):
    make_publication(library, title="First", published="2025")
    make_publication(library, title="Second", published="2024")
    start(finish, upload(*TWO), editor, all_the_same=[3])
    assert sorted(PublicationPage.objects.values_list("title", flat=True)) == ["First", "Second", "Second"]


def test_lines_to_be_mended_hold_back_the_whole_list(upload):
    assert not running.can_start(upload(TWO[0], "No date,,,,,,,"))
    assert running.can_start(upload(*TWO))


def test_a_library_that_changed_since_the_check_is_shown_once_more(library, editor, upload, finish):
    imported = upload(*TWO)
    make_publication(library, title="First", published="2025")
    start(finish, imported, editor)
    assert (imported.state, imported.trouble) == (State.CHECKED, Trouble.CHANGED)
    assert [line["outcome"] for line in imported.report] == ["likely", "create"]
    running.check_again(imported)
    assert imported.trouble == Trouble.NONE


def test_an_import_that_breaks_leaves_nothing_and_can_be_tried_again(editor, upload, finish, monkeypatch):
    imported, made = upload(*TWO), []

    def break_at_the_second(plan, *args, **options):
        made.append(plan)
        if len(made) == 2:
            raise OSError("the disk is full")
        making.make_page(plan, *args, **options)

    monkeypatch.setattr(running, "make_page", break_at_the_second)
    running._queue(imported, State.QUEUED, {"by": editor.pk, "publish": True, "all_the_same": []})
    with pytest.raises(OSError, match="disk"):
        running.go_on(imported.pk)
    imported.refresh_from_db()
    assert (imported.state, imported.trouble, imported.pages.count()) == (State.CHECKED, Trouble.FAILED, 0)
    assert not PublicationPage.objects.exists()
    monkeypatch.setattr(running, "make_page", making.make_page)
    assert start(finish, imported, editor).pages.count() == 2


def test_the_same_step_asked_for_twice_is_done_once(editor, upload, finish):
    imported = start(finish, upload(*TWO), editor)
    running.go_on(imported.pk)
    assert PublicationPage.objects.count() == 2


def test_an_import_whose_task_was_lost_is_taken_up(editor, upload):
    imported = upload(*TWO)
    running._queue(imported, State.QUEUED, {"by": editor.pk, "publish": False, "all_the_same": []})
    take_up_lost_imports()
    assert not PublicationPage.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        take_up_lost_imports()
    assert PublicationPage.objects.count() == 2


def undo(finish, imported, person, changed_too=None):
    return finish(running.start_undo, imported, person, changed_too=changed_too)


def test_an_import_is_taken_back_whole(library, urdu_library, editor, upload, finish):
    lines = ("Study,مطالعہ,2025", "Other,,2024")
    imported = start(finish, upload(*lines, header="title,title_ur,date\n"), editor, publish=True)
    PublicationPage.objects.get(title="Other").delete()
    undo(finish, imported, editor)
    assert (imported.state, imported.trouble) == (State.UNDONE, "")
    assert not PublicationPage.objects.exists()


def edit(page):
    page.summary = "Better words."
    page.save_revision()


def unpublish(page):
    page.unpublish()


def lock(page):
    page.locked = True
    page.save()


def translate(page):
    page.copy_for_translation(page.get_parent().get_translations().first().locale)


def move(page):
    page.move(page.get_parent().get_parent(), pos="last-child")


@pytest.mark.parametrize("change", [edit, unpublish, lock, translate, move])
def test_what_was_changed_since_stops_the_undo_until_somebody_decides(urdu_library, editor, upload, finish, change):
    imported = start(finish, upload(*TWO), editor, publish=True)
    change(PublicationPage.objects.get(title="First"))
    undo(finish, imported, editor)
    assert (imported.state, imported.trouble) == (State.IMPORTED, Trouble.KEPT)
    assert PublicationPage.objects.filter(title="Second").exists()
    undo(finish, imported, editor, changed_too=False)
    assert imported.state == State.UNDONE
    assert PublicationPage.objects.filter(title="First").exists()
    assert not PublicationPage.objects.filter(title="Second").exists()


@pytest.mark.parametrize("change", [edit, translate])
def test_what_was_changed_since_goes_too_when_somebody_says_so(urdu_library, editor, upload, finish, change):
    imported = start(finish, upload(*TWO), editor, publish=True)
    change(PublicationPage.objects.get(title="First"))
    undo(finish, imported, editor, changed_too=True)
    assert not PublicationPage.objects.exists()


def test_nobody_takes_back_what_they_may_not_delete(editor, upload, finish):
    imported = start(finish, upload(*TWO), editor, publish=True)
    stranger = User.objects.create_user("stranger@example.org", "correct-horse-battery")
    undo(finish, imported, stranger)
    assert (imported.state, imported.trouble) == (State.IMPORTED, Trouble.KEPT)
    assert PublicationPage.objects.count() == 2


def test_related_programmes_and_courses_come_with_the_page(library, home, editor, upload, finish):
    programme, course = add_programme(add_index(home)), make_course(home, lessons=0)
    lines = upload(f"Study,2025,{programme.title},{course.slug}", header="title,date,programmes,courses\n")
    start(finish, lines, editor)
    page = PublicationPage.objects.get().get_latest_revision_as_object()
    assert [link.programme_id for link in page.programme_links.all()] == [programme.pk]
    assert [link.course_id for link in page.course_links.all()] == [course.pk]
