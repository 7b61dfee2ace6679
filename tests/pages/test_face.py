"""What every page wears: the header, its languages, its colours; and the budgets of the style."""

import re
from pathlib import Path

import pytest

from forum.models import EventsIndexPage
from gateway.pages.front import FrontPanel, _panels, register_front_panel
from gateway.pages.models import StandardPage
from gateway.starter.pages import load_pages
from gateway.starter.site import add_page
from research.models import ResearchIndexPage

STATIC = Path(__file__).parents[2] / "static"


def text(response) -> str:
    return response.content.decode()


@pytest.fixture
def about(home):
    load_pages()
    return StandardPage.objects.get(slug="about", locale__language_code="en")


def test_a_translated_page_names_its_other_language_and_itself(client, about):
    html = text(client.get("/about/"))
    assert '<link rel="canonical" href="http://testserver/about/">' in html
    assert 'hreflang="ur" href="http://testserver/ur/about/"' in html
    assert html.count('hreflang="x-default" href="http://testserver/about/"') == 1
    assert 'href="/ur/about/" lang="ur"' in html
    assert 'href="/about/" lang="en"' in text(client.get("/ur/about/"))


def test_an_urdu_work_among_the_english_pages_is_shown_in_its_own_direction(client, home):
    add_page(home, StandardPage(title="گھرانوں پر اثر: BISP", slug="effects"))
    english, urdu = (client.get(f"{prefix}/effects/").content.decode() for prefix in ("", "/ur"))
    assert '<div lang="ur" dir="rtl">' in english
    assert "Its Urdu text is shown below" in english
    assert "notice--untranslated" not in urdu


def test_an_untranslated_page_says_so_and_points_to_the_page_that_exists(client, home):
    add_page(home, StandardPage(title="Method", slug="method"))
    html = text(client.get("/ur/method/"))
    assert '<div lang="en" dir="ltr">' in html
    assert 'rel="canonical" href="http://testserver/method/"' in html
    assert 'rel="alternate"' not in html
    english = text(client.get("/method/"))
    assert "not yet translated" not in english
    assert 'href="/ur/method/" lang="ur"' in english


def test_a_page_of_urdu_only_is_shown_in_its_own_address(client, urdu_home):
    add_page(urdu_home, StandardPage(title="طریقہ", slug="tariqa"))
    html = text(client.get("/ur/tariqa/"))
    assert 'href="/ur/tariqa/" lang="en"' in html


def test_a_filtered_list_is_not_declared_canonical(client, about):
    assert "canonical" not in text(client.get("/about/?page=2"))


def test_the_switch_keeps_the_path_of_pages_that_are_no_pages_of_the_tree(client, home):
    assert 'href="/ur/nowhere/?q=1" lang="ur"' in text(client.get("/nowhere/?q=1"))


@pytest.mark.parametrize(
    ("cookie", "media"),
    [("dark", "all"), ("light", "not all"), ("purple", "(prefers-color-scheme: dark)"), (None, "(prefers-color-scheme: dark)")],
)
def test_the_chosen_colours_are_in_the_page_before_it_is_drawn(client, home, cookie, media):
    if cookie:
        client.cookies["scheme"] = cookie
    assert f'css/dark.css" media="{media}" data-dark' in text(client.get("/"))


def test_the_menu_marks_the_section_that_one_is_in(client, home):
    wing = add_page(home, StandardPage(title="Library", slug="library", show_in_menus=True))
    add_page(wing, StandardPage(title="Shelf", slug="shelf"))
    assert '<a href="/library/" aria-current="page">' in text(client.get("/library/"))
    assert '<a href="/library/" aria-current="true">' in text(client.get("/library/shelf/"))
    assert "aria-current" not in text(client.get("/"))


def test_the_footer_leads_to_the_pages_about_the_site(client, about):
    html = text(client.get("/ur/"))
    assert '<a href="/ur/privacy/">رازداری</a>' in html
    assert "mailto:gateway@example.org" in html


def test_starter_pages_stay_as_an_editor_left_them(home, about):
    about.title = "About us"
    about.save_revision().publish()
    load_pages()
    assert StandardPage.objects.filter(slug="about").count() == 2
    assert StandardPage.objects.get(pk=about.pk).title == "About us"


def test_the_first_load_puts_the_sections_in_their_order_and_later_ones_leave_it(client, home):
    add_page(home, EventsIndexPage(title="Events", slug="events"))
    add_page(home, ResearchIndexPage(title="Research", slug="research"))
    load_pages()
    assert [page.slug for page in home.get_children()][:2] == ["research", "events"]
    home.get_children().get(slug="research").move(home, pos="last-child")
    load_pages()
    assert home.get_children().first().slug == "events"


def test_a_page_lists_its_headings(client, about):
    html = text(client.get("/about/"))
    assert '<a href="#how-to-cite">How to cite</a>' in html
    assert '<h2 id="how-to-cite">How to cite</h2>' in html


def test_a_wing_puts_its_panel_on_the_home_page(client, home):
    shown = FrontPanel(1, "components/empty.html", lambda request: {"text": "Nothing was published today."})
    for panel in (shown, FrontPanel(2, "components/empty.html", lambda request: None)):
        register_front_panel(panel)
    try:
        assert text(client.get("/")).count("Nothing was published today.") == 1
    finally:
        del _panels[-2:]


def test_only_those_who_edit_see_the_editing_bar(client, home, learner, admin_user):
    client.force_login(learner)
    assert "wagtail-userbar" not in text(client.get("/"))
    client.force_login(admin_user)
    assert "wagtail-userbar" in text(client.get("/"))


def test_the_admin_wears_the_same_colours(client, home, admin_user):
    client.force_login(admin_user)
    html = text(client.get("/admin/"))
    assert "css/admin.css" in html
    assert "icons/favicon.svg" in html
    assert "gateway-logo" in html


def test_no_page_asks_for_a_letter_that_is_not_ours(client, home):
    html = text(client.get("/"))
    assert "/static/fonts/source-sans-3.woff2" in html
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!testserver)', html)


@pytest.mark.parametrize("letters", ["source-sans-3", "noto-naskh-arabic", "noto-nastaliq-urdu"])
def test_every_font_stands_beside_its_licence(letters):
    assert "SIL Open Font License" in (STATIC / "fonts" / f"OFL-{letters}.txt").read_text()
