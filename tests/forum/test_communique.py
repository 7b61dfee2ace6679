"""The public communiqué: exactly the parts that the secretariat chose, read from the confirmed minutes, and withdrawn at once."""

import pytest
from django.urls import reverse
from django.utils import timezone

from forum.communique.publishing import publish
from forum.minutes.confirming import correct, latest
from forum.minutes.lines import text_of
from forum.models import AgendaItem, Communique, CommuniquePage, Decision
from gateway.search.models import IndexedPage
from gateway.search.writing import write_due
from tests.factories.forum import make_meeting

HIDDEN = ("Secret item", "Hidden words", "Decided inside", "All came", "Spring meeting", "/documents/")


@pytest.fixture
def meeting(body):
    agenda = [
        AgendaItem(title="Floods", minutes='<p>The river rose: <a linktype="document" id="9">annex</a></p>'),
        AgendaItem(title="Secret item", minutes="<p>Hidden words</p>"),
    ]
    decisions = [Decision(text="Decided inside"), Decision(text="Build a dam")]
    return make_meeting(
        body,
        state="held",
        minutes_state="confirmed",
        title="Spring meeting",
        summary="A good day",
        minutes="<p>All came</p>",
        children={"agenda": agenda, "decisions": decisions},
    )


def key(meeting, words: str) -> str:
    return next(part["key"] for part in latest(meeting).parts if words in str(part))


def desk(meeting, name="communique") -> str:
    return reverse(f"forum_desk:{name}", args=[meeting.pk])


@pytest.fixture
def public(meeting, secretary):
    """Floods, the second decision and the summary."""
    chosen = [key(meeting, words) for words in ("Floods", "Build a dam", "A good day")]
    return publish(meeting, "What was agreed", chosen, False, secretary)


def test_public_reads_what_was_chosen_and_nothing_else(public, meeting, body, as_):
    client = as_(None)
    page = client.get(public.url).content.decode()
    for words in ("What was agreed", "A good day", "Floods", "The river rose: annex", "Build a dam", body.title):
        assert words in page
    for words in (*HIDDEN, "1.2", timezone.localdate(meeting.starts_at).strftime("%B")):
        assert words not in page.partition("<main")[2].partition("</main>")[0].replace(public.margin(), "")
    assert "What was agreed" in client.get(body.url).content.decode()
    assert client.get(f"/ur{public.url}").status_code == 200
    assert not any(words in str(public.json_ld(client.get(public.url).wsgi_request)) for words in HIDDEN)


def test_desk_shows_exactly_what_will_be_public_before_it_is(meeting, secretary, as_):
    client = as_(secretary)
    assert "Secret item" in client.get(desk(meeting)).content.decode()
    said = {"title": "Agreed", "chosen": [key(meeting, "Floods")], "shows_day": "on", "publish": "yes"}
    seen = client.post(desk(meeting), said)
    assert not Communique.objects.exists()
    preview = seen.content.decode().partition("desk-preview__sheet")[2].partition("</section>\n          <button")[0]
    assert "The river rose: annex" in preview
    assert not any(words in preview for words in HIDDEN)
    looked_at = seen.context["form"]["looked_at"].value()
    other = said | {"looked_at": looked_at, "chosen": [key(meeting, "Floods"), key(meeting, "Secret item")]}
    assert "Exactly this will be public" in client.post(desk(meeting), other).content.decode()
    assert not Communique.objects.exists()
    assert client.post(desk(meeting), said | {"looked_at": looked_at}).status_code == 302
    page = CommuniquePage.objects.get()
    assert page.title == "Agreed"
    assert "Day of the meeting" in as_(None).get(page.url).content.decode()
    assert "Public now" in as_(secretary).get(desk(meeting)).content.decode()
    assert str(page.communique) == str(page.pk)


def test_nothing_ticked_is_nothing_published(meeting, secretary, as_):
    assert "tick at least one part" in as_(secretary).post(desk(meeting), {"title": "Agreed"}).content.decode()


def test_unconfirmed_minutes_have_no_communique(body, secretary, as_):
    meeting = make_meeting(body, state="held", minutes_state="circulated")
    assert "have them confirmed first" in as_(secretary).get(desk(meeting)).content.decode()
    assert as_(secretary).post(desk(meeting), {"title": "Agreed"}).status_code == 200
    assert not Communique.objects.exists()


def test_desk_is_for_the_secretariat_of_the_body_alone(meeting, public, outsider, member, as_):
    for person, status in ((outsider, 404), (member, 302)):
        for name in ("communique", "communique_withdraw"):
            assert as_(person).post(desk(meeting, name), {}).status_code == status
    assert as_(None).get(public.url).status_code == 200


def found(client, words: str) -> bool:
    return "What was agreed" in client.get(f"/search/?q={words}").content.decode()


def test_unticked_part_is_gone_at_once_from_page_and_search(public, meeting, secretary, as_):
    write_due()
    client = as_(None)
    assert found(client, "river")
    assert not found(client, "inside")
    publish(meeting, "What was agreed", [key(meeting, "Build a dam")], False, secretary)
    assert "river" not in client.get(public.url).content.decode()
    assert not found(client, "river")
    write_due()
    assert not found(client, "river")
    assert found(client, "dam")
    assert CommuniquePage.objects.count() == 1


@pytest.mark.parametrize("way", ["desk", "admin", "meeting"])
def test_withdrawn_communique_is_gone_at_once(public, meeting, body, secretary, as_, way):
    write_due()
    if way == "desk":
        as_(secretary).post(desk(meeting, "communique_withdraw"))
    elif way == "admin":
        public.unpublish()
    else:
        meeting.unpublish()
    client = as_(None)
    assert client.get(public.url).status_code == 404
    assert not found(client, "river")
    assert "What was agreed" not in client.get(body.url).content.decode()
    if way == "admin":
        public.save_revision().publish()
        assert client.get(public.url).status_code == 404
        assert CommuniquePage.objects.get().search_text() == ""


def test_copy_of_the_page_shows_nothing(public, as_):
    copy = public.copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert as_(None).get(copy.url).status_code == 404


def test_correction_of_the_minutes_is_shown_at_once(public, meeting, as_):
    version = latest(meeting)
    texts = {part["key"]: [text_of(line["html"]) for line in part["lines"]] for part in version.parts}
    correct(version, texts | {key(meeting, "Floods"): ["The river fell."]}, "A slip", None)
    page = as_(None).get(public.url).content.decode()
    assert "The river fell." in page
    assert "A slip" not in page
    assert not IndexedPage.objects.filter(pk=public.pk).exists()


def test_made_up_record_says_so(public, meeting, as_):
    meeting.illustrative = True
    meeting.save()
    assert "made up to show" in as_(None).get(public.url).content.decode()


def test_each_communique_has_an_address_of_its_own(public, body, secretary):
    other = make_meeting(body, state="held", minutes_state="confirmed", summary="Another")
    second = publish(other, "What was agreed", ["summary"], True, secretary)
    assert (public.slug, second.slug) == ("what-was-agreed", "what-was-agreed-2")
    assert second.margin()
