"""A person finds a page by its first letters, with the keyboard alone."""

from playwright.sync_api import expect


def test_suggestions_are_chosen_with_the_keyboard(visitor):
    someone = visitor(360)
    someone.go("/search/?q=pension")
    field = someone.page.get_by_role("combobox", name="Words, or a phrase in quotation marks")
    offered = someone.page.get_by_role("listbox", name="Suggestions")
    someone.page.focus("#search-words")
    expect(field).to_have_attribute("aria-expanded", "false")
    field.fill("benazir kaf")
    expect(offered.get_by_role("option")).to_have_count(1)
    field.press("ArrowDown")
    expect(offered.get_by_role("option", name="Benazir Kafaalat")).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(offered).to_be_hidden()
    expect(field).to_have_value("benazir kaf")
    field.press("ArrowDown")
    expect(offered.get_by_role("option")).to_have_count(1)
    field.press("ArrowUp")
    field.press("Enter")
    someone.page.wait_for_url("**/programmes/kafaalat/")
    assert someone.complaints == []
