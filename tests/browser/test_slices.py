"""What people come for, done as they would do it: in English and Urdu, on a phone and at a desk."""

import re
import uuid

import pytest
from playwright.sync_api import Locator

from tests.browser.visitor import Visitor
from tests.live import eventually

PHRASE = '"tailored capacity building measures"'
PASSWORD = "Chenab at dusk, seventy-one"
MINUTES = "/forum/national-forum/meeting-1/"
LANGUAGES = pytest.mark.parametrize("prefix", ["", "/ur"], ids=["english", "urdu"])


@LANGUAGES
def test_reader_finds_the_joint_statement_by_a_phrase_of_its_pdf(person, prefix):
    person.go(f"{prefix}/")
    person.search(PHRASE)
    hit = person.page.locator(".ledger__line", has=person.page.locator('a[href*="joint-statement"]')).first
    assert "Tailored" in hit.locator("mark").all_inner_texts()
    passage = hit.locator('a[href*=".pdf#page="]').first.get_attribute("href")
    file = person.page.request.get(person.site.url + passage.partition("#")[0])
    assert file.headers["content-type"] == "application/pdf"
    opener = hit.locator('a[href*="#file="]').first
    page = opener.get_attribute("href").rpartition("=")[2]
    opener.click()
    person.page.wait_for_url("**/research/joint-statement-2025/#file=*")
    person.page.locator("[data-status]", has_text=f"{page} / 2").wait_for()
    assert "Tailored capacity" in person.page.locator("[data-words]").inner_text()
    assert not person.overflow()


@LANGUAGES
def test_reader_sees_what_kafaalat_pays_with_a_source_under_every_number(person, prefix):
    person.go(f"{prefix}/programmes/")
    person.page.locator('main a[href$="/programmes/kafaalat/"]').first.click()
    person.page.wait_for_url("**/programmes/kafaalat/")
    figures = person.page.locator(".figure")
    assert figures.count() >= 2
    assert figures.filter(has=person.page.locator(".proof")).count() == figures.count()
    assert figures.filter(has_text=re.compile(r"20\d\d")).count() == figures.count(), "each names its period"
    proof = figures.locator("a.proof").first
    assert person.page.request.get(person.site.url + proof.get_attribute("href")).ok


@LANGUAGES
def test_learner_signs_up_enrols_reads_and_sees_progress(person, prefix):
    sign_up(person, prefix, f"{uuid.uuid4().hex}@example.org")
    person.go(f"{prefix}/courses/shock-responsive-cash/")
    with person.page.expect_navigation():
        person.page.locator('form[action$="enrol/"] button').click()
    assert person.page.locator("progress").first.get_attribute("value") == "0"
    finish_lesson(person, f"{prefix}/courses/shock-responsive-cash/hazards-and-lifecycle/")
    person.go(f"{prefix}/courses/shock-responsive-cash/")
    assert person.page.locator("progress").first.get_attribute("value") == "1"


def sign_up(person: Visitor, prefix: str, address: str) -> None:
    person.go(f"{prefix}/accounts/signup/")
    for name, text in {"first_name": "Gulnaz", "last_name": "Bibi", "email": address, "password1": PASSWORD}.items():
        person.page.fill(f"main input[name={name}]", text)
    person.page.press("main input[name=password1]", "Enter")
    person.page.fill("main input[name=code]", code_from_email(person, address))
    person.page.press("main input[name=code]", "Enter")
    person.page.wait_for_url(lambda url: "confirm-email" not in url)


def code_from_email(person: Visitor, address: str) -> str:
    """The trial site prints its e-mails; the code stands on a line of its own."""
    pattern = re.compile(rf"^To: {address}$.*?^([A-Z0-9]{{3,}}-?[A-Z0-9]{{3,}})$", re.M | re.S)
    log = person.site.folder / "web.log"
    return eventually(lambda: pattern.search(log.read_text()), "the e-mail is sent")[1]


def finish_lesson(person: Visitor, lesson: str) -> None:
    """Guesses first, reads what was right, and answers again."""
    person.go(lesson)
    questions = person.page.locator("fieldset.quiz__question").count()
    answer(person, [{0}] * questions)
    right = [right_options(question) for question in person.page.locator(".review__question").all()]
    person.go(lesson)
    answer(person, right)


def answer(person: Visitor, chosen: list[set[int]]) -> None:
    for question, numbers in zip(person.page.locator("fieldset.quiz__question").all(), chosen, strict=True):
        for number in sorted(numbers):
            question.locator("input").nth(number).check()
    with person.page.expect_navigation():
        person.page.locator('form[action$="quiz/#quiz"] button').first.click()


def right_options(question: Locator) -> set[int]:
    options = question.locator(".review__options li").all()
    return {number for number, option in enumerate(options) if option.locator(".review__note--right").count()}


@LANGUAGES
def test_member_reads_the_minutes_that_nobody_else_can_see(person, visitor, prefix):
    person.sign_in("national@example.org")
    assert person.go(prefix + MINUTES) == 200
    minutes = person.page.locator("#minutes")
    minutes.wait_for()
    stranger, other_member = visitor(), visitor()
    assert stranger.go(prefix + MINUTES) == 404 or "/login/" in stranger.page.url
    other_member.sign_in("provincial@example.org")
    assert other_member.go(prefix + MINUTES) == 404
    title = "First meeting of the National Forum"
    person.go(f"{prefix}/")
    person.search(f'"{title}"')
    assert title in person.hits()
    stranger.go(f"{prefix}/")
    stranger.search(f'"{title}"')
    assert title not in stranger.hits()


def test_moderator_publishes_a_page_that_search_finds_a_moment_later(person):
    word = f"zq{uuid.uuid4().hex[:8]}"
    section = person.site.do("from wagtail.models import Page; print(Page.objects.get(url_path='/home/about/').pk)").strip()
    person.sign_in("moderator@example.org")
    assert person.go(f"/admin/pages/add/gateway_pages/standardpage/{section}/") == 200
    person.page.fill("textarea[name=title], input[name=title]", f"Notes on {word}")
    person.page.fill("textarea[name=summary]", "What somebody wrote a moment ago.")
    publish(person)
    found = Visitor(person.page.context.new_page(), person.site)

    def is_found() -> bool:
        found.go(f"/search/?q={word}")
        return found.hits() == [f"Notes on {word}"]

    eventually(is_found, "search finds the page", 15)


def publish(person: Visitor) -> None:
    button = person.page.locator('button[name="action-publish"]')
    if not button.first.is_visible():
        person.page.locator("footer [data-w-dropdown-target=toggle], footer button[aria-expanded]").last.click()
    button.first.click()
    person.page.wait_for_url(lambda url: "/add/" not in url)
