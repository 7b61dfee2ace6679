"""The reader of PDFs in a publication's page: nothing of it is fetched before somebody asks."""

STATEMENT = "/ur/research/joint-statement-2025/"


def test_reader_opens_a_pdf_in_the_page_on_a_phone_in_urdu(visitor):
    person = visitor(width=360)
    fetched = []
    person.page.on("request", lambda request: fetched.append(request.url))
    person.go(STATEMENT)
    assert not [url for url in fetched if "pdfjs" in url or url.endswith(".pdf")]
    person.page.locator("[data-read]").first.click()
    person.page.locator("[data-status]", has_text="1 / 2").wait_for()
    assert "Joint Statement" in person.page.locator("[data-words]").inner_text()
    person.page.locator("[data-step='1']").click()
    person.page.locator("[data-status]", has_text="2 / 2").wait_for()
    assert person.page.url.endswith("&page=2")
    assert not person.overflow()
    person.go("/about/")
    person.go(f"{STATEMENT}#page=2")
    person.page.locator("[data-status]", has_text="2 / 2").wait_for()
