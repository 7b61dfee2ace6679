"""Letters about what a saved search finds anew: each page once, nothing closed, nothing without news."""

import logging
from datetime import datetime, timedelta
from smtplib import SMTPServerDisconnected
from zoneinfo import ZoneInfo

import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from gateway.accounts.models import User
from gateway.search.models import SavedSearch
from gateway.search.saved import sending
from gateway.search.saved.keeping import begin_letters, change, next_letter, stop_letters
from gateway.search.saved.tasks import send_saved_searches

KARACHI = ZoneInfo("Asia/Karachi")


@pytest.mark.parametrize(
    ("letters", "now", "due"),
    [
        ("daily", datetime(2026, 3, 4, 6, 59, tzinfo=KARACHI), datetime(2026, 3, 4, 7, tzinfo=KARACHI)),
        ("daily", datetime(2026, 3, 4, 7, 0, tzinfo=KARACHI), datetime(2026, 3, 5, 7, tzinfo=KARACHI)),
        ("weekly", datetime(2026, 3, 4, 12, 0, tzinfo=KARACHI), datetime(2026, 3, 9, 7, tzinfo=KARACHI)),
        ("weekly", datetime(2026, 3, 9, 6, 0, tzinfo=KARACHI), datetime(2026, 3, 9, 7, tzinfo=KARACHI)),
    ],
)
def test_letters_come_in_the_morning(letters, now, due):
    assert next_letter(letters, now) == due


def test_a_letter_tells_what_is_new_once_why_it_came_and_how_to_stop_it(publish, saved, morning):
    publish("Cash before")
    saved()
    assert morning() == []
    publish("Cash & care", slug="cash-care", text="<p>New.</p>")
    (letter,) = morning()
    assert letter.to == ["member@example.org"]
    assert letter.subject == "1 new page: Cash"
    assert "Cash & care (Page)\nhttp://127.0.0.1:8000/cash-care/" in letter.body
    assert "Cash before" not in letter.body
    assert "because you saved the search “Cash”" in letter.body
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert morning() == []


def test_a_weekly_letter_says_so_and_names_a_few_of_many(publish, saved, morning, monkeypatch):
    monkeypatch.setattr("gateway.search.saved.sending.SHOWN_AT_MOST", 1)
    saved(letters="weekly")
    publish("Cash first")
    publish("Cash second")
    (letter,) = morning()
    assert letter.subject == "2 new pages: Cash"
    assert "1 more page is new" in letter.body
    assert "every Monday morning" in letter.body
    assert morning() == []


def test_a_letter_speaks_the_owners_language(publish, saved, morning, member):
    User.objects.filter(pk=member.pk).update(language="ur")
    saved()
    publish("Cash")
    (letter,) = morning()
    assert "http://127.0.0.1:8000/ur/search/?q=cash" in letter.body
    assert "/ur/accounts/searches/stop/" in letter.extra_headers["List-Unsubscribe"]


def test_rights_are_asked_when_the_letter_is_sent(publish, close, saved, morning, learner, member, editor_group):
    saved()
    saved(owner=learner)
    close(publish("Cash of the committee"))
    assert [letter.to for letter in morning()] == [["member@example.org"]]
    close(publish("Cash of the committee again"))
    member.groups.remove(editor_group)
    assert morning() == []
    member.groups.add(editor_group)
    (letter,) = morning()
    assert "Cash of the committee again" in letter.body


def test_pages_with_only_some_of_the_words_are_no_news(publish, saved, morning):
    saved("q=cash+zanzibar")
    saved("q=%22%22")
    publish("Cash")
    assert morning() == []


def test_a_search_without_words_follows_its_filters(publish, saved, morning):
    saved("kind=page")
    saved("kind=meeting")
    publish("Cash")
    assert len(morning()) == 1


def test_who_left_and_who_stopped_hear_nothing(publish, saved, morning, learner):
    stop_letters(saved())
    saved(owner=learner)
    saved(letters="never")
    User.objects.filter(pk=learner.pk).update(is_active=False)
    publish("Cash")
    assert morning() == []


def test_letters_that_begin_again_do_not_tell_of_the_time_between(publish, saved, morning):
    search = saved(letters="never")
    publish("Cash between")
    search.letters = "daily"
    change(search)
    publish("Cash after")
    (letter,) = morning()
    assert "Cash between" not in letter.body


def test_another_rhythm_keeps_what_was_told(publish, saved, morning):
    search = saved()
    publish("Cash")
    search.letters = "weekly"
    change(search)
    assert search.due_at.astimezone(KARACHI).weekday() == 0
    assert len(morning()) == 1


@pytest.mark.parametrize("failure", [SMTPServerDisconnected("away"), RuntimeError("a defect")])
def test_a_letter_that_cannot_be_sent_is_sent_later_and_holds_up_no_other(
    publish, saved, morning, learner, monkeypatch, failure, caplog
):
    caplog.set_level(logging.CRITICAL, "gateway.search")
    hindered = saved()
    saved(owner=learner)
    publish("Cash")
    send, refused = EmailBackend.send_messages, []

    def refuse_one(backend, letters):
        if letters[0].to == ["member@example.org"] and not refused:
            refused.append(letters)
            raise failure
        return send(backend, letters)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse_one)
    assert [letter.to for letter in morning()] == [["learner@example.org"]]
    hindered.refresh_from_db()
    assert hindered.failures == 1
    assert hindered.due_at > timezone.now() + timedelta(minutes=50)
    assert [letter.to for letter in morning()] == [["member@example.org"]]


def test_a_sudden_end_between_sending_and_noting_repeats_one_letter_that_readers_know_again(
    publish, saved, morning, learner, monkeypatch
):
    saved()
    saved(owner=learner)
    publish("Cash")

    def end(*args):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(sending, "note", end)
        with pytest.raises(KeyboardInterrupt):
            morning()
    from django.core import mail

    (first,) = mail.outbox
    claimed = SavedSearch.objects.get(owner__email=first.to[0])
    assert claimed.due_at > timezone.now() + timedelta(minutes=40)
    again = {letter.to[0]: letter for letter in morning()}
    assert again.keys() == {"member@example.org", "learner@example.org"}
    assert again[first.to[0]].extra_headers["Message-ID"] == first.extra_headers["Message-ID"]
    assert morning() == []


def test_two_workers_do_not_tell_of_one_search(publish, saved, morning):
    saved()
    publish("Cash")
    SavedSearch.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    one, other = sending.claimed(), sending.claimed()
    assert next(one)
    assert list(other) == []


def test_letters_stopped_while_one_is_written_stay_stopped(publish, saved, morning):
    search = saved()
    publish("Cash")
    SavedSearch.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    claimed = next(sending.claimed())
    stop_letters(search)
    sending.note(claimed, [1])
    search.refresh_from_db()
    assert (search.letters, search.due_at, search.known) == ("never", None, [])


def test_a_search_that_was_deleted_meanwhile_is_passed_over(saved, monkeypatch, publish):
    publish("Cash")
    search = saved()
    SavedSearch.objects.update(due_at=timezone.now() - timedelta(minutes=1))
    due = sending.claimed()
    monkeypatch.setattr(sending.timezone, "now", lambda: search.created_at + timedelta(days=1))
    search.delete()
    assert list(due) == []


def test_the_task_looks_for_what_is_due(saved):
    begin_letters(saved())
    send_saved_searches()
