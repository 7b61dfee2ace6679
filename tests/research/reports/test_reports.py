"""What publications lack, which are due to be reviewed, and the letter about it."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.utils import timezone
from wagtail.models import PageViewRestriction

from gateway.accounts.models import User
from gateway.accounts.roles import EDITORS, ensure_roles
from research.models import PublicationFile, ReviewLetter
from research.reports.lacking import lacking, said
from research.tasks import tell_of_reviews
from tests.factories.documents import document, pdf
from tests.factories.research import make_library, make_publication, make_theme

ADDRESS = "/admin/library/lacking/"


@pytest.fixture
def editor(library):
    ensure_roles()
    person = User.objects.create_user("editor@example.org", "correct-horse-battery", language="en")
    person.groups.add(Group.objects.get(name=EDITORS))
    return person


def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


def lacks(page, reader):
    return [list(map(str, said(found))) for found in lacking(reader).filter(pk=page.pk)]


def test_what_each_publication_lacks_is_said(library, urdu_home, editor):
    bare = make_publication(library, review_by=yesterday())
    files = [PublicationFile(document=document(pdf("x")))]
    whole = make_publication(library, abstract="Said.", themes=[make_theme("health")], files=files, language="ur")
    assert lacks(bare, editor) == [
        ["no abstract", "no file", "no theme and no stage", "no published Urdu title", "review overdue"]
    ]
    assert lacks(whole, editor) == [[]]
    make_publication(make_library(urdu_home, translation_key=library.translation_key), translation_key=bare.translation_key)
    assert "no published Urdu title" not in lacks(bare, editor)[0]


def test_the_report_is_filtered_and_taken_away(client, library, editor):
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    make_publication(library, title="Due", review_by=yesterday(), owner=editor)
    closed = make_publication(library, title="Closed to editors")
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    make_publication(library, title="Not due", abstract="Said.")
    page = client.get(ADDRESS).content.decode()
    assert "Not due" in page
    assert "Closed to editors" not in page
    due = client.get(f"{ADDRESS}?lacks=review").content.decode()
    assert "Due" in due
    assert "Not due" not in due
    exported = b"".join(client.get(f"{ADDRESS}?export=csv").streaming_content).decode()
    assert "no abstract" in exported.splitlines()[0]
    assert len(exported.splitlines()) == 3


def test_only_those_who_may_add_publications_see_the_report(client, learner):
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(ADDRESS).status_code == 302


def test_the_owner_gets_one_letter_for_each_date(library, editor):
    page = make_publication(library, title="To look at", review_by=yesterday(), owner=editor)
    make_publication(library, review_by=timezone.localdate() + timedelta(days=1), owner=editor)
    tell_of_reviews()
    tell_of_reviews()
    [letter] = mail.outbox
    assert letter.to == ["editor@example.org"]
    assert letter.subject == "To be reviewed: To look at"
    assert f"/admin/pages/{page.pk}/edit/" in letter.body
    assert str(ReviewLetter.objects.get()) == f"{page.pk}: {yesterday()}"
    page.review_by = timezone.localdate()
    page.save()
    tell_of_reviews()
    assert len(mail.outbox) == 2


def test_no_letter_goes_to_those_who_may_not_edit_the_page(library, editor, learner):
    make_publication(library, review_by=yesterday(), owner=learner)
    make_publication(library, review_by=yesterday(), owner=editor, live=False)
    closed = make_publication(library, review_by=yesterday(), owner=editor)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.GROUPS)
    tell_of_reviews()
    assert mail.outbox == []


def test_a_letter_that_was_not_sent_is_tried_again(library, editor, monkeypatch):
    make_publication(library, review_by=yesterday(), owner=editor)

    def fail(*letter):
        raise OSError("no mail server")

    monkeypatch.setattr("research.reports.letters.send_mail", fail)
    with pytest.raises(OSError, match="mail server"):
        tell_of_reviews()
    monkeypatch.undo()
    tell_of_reviews()
    assert len(mail.outbox) == 1
