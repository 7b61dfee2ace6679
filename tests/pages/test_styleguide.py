from pathlib import Path

from gateway.pages import styleguide


def test_the_style_guide_is_for_staff(client, home, learner, admin_user):
    assert client.get("/styleguide/").status_code == 302
    client.force_login(learner)
    assert client.get("/styleguide/").status_code == 403
    client.force_login(admin_user)
    html = client.get("/styleguide/").content.decode()
    assert html.count('data-example="figure"') == 2
    assert '<div lang="ur" dir="rtl" data-example="blocks/quotation">' in html


def test_every_component_of_the_interface_is_shown(db):
    shown = {example.name for example in styleguide.examples()}
    files = {path.stem for path in Path("templates/components").glob("*.html")}
    furniture = {
        "styles",
        "language_links",
        "header",
        "header_search",
        "footer",
        "breadcrumb",
        "messages",
        "contents",
        "search_field",
        "block",
    }
    parts_of_others = {"suggesting", "proof", "field", "field_notes", "error_summary"}
    assert files - furniture - parts_of_others <= shown
