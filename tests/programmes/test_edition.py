"""One answer, one edition: whatever is published while a page is made."""

from django.http import HttpResponse

from programmes import figures
from programmes.edition import OneEditionMiddleware
from programmes.queries import shown_releases
from tests.factories.statistics import publish

PAID = ("kafaalat", "families_paid", "2025-Q1", "PK")


def test_answer_begun_with_one_release_is_ended_with_it(areas, rf):
    publish([(*PAID, 1000)], export_id="first")
    seen = []

    def page(request) -> HttpResponse:
        for number in (2000, 3000):
            seen.extend(figure.value for figure in figures.headline_figures("kafaalat"))
            publish([(*PAID, number)], export_id=str(number))
        return HttpResponse()

    OneEditionMiddleware(page)(rf.get("/"))
    assert seen == ["1,000", "1,000"]
    assert [figure.value for figure in figures.headline_figures("kafaalat")] == ["3,000"]


def test_edition_is_read_once_an_answer(areas, rf, django_assert_num_queries):
    def page(request) -> HttpResponse:
        return HttpResponse(str([list(shown_releases()) for _ in range(3)]))

    with django_assert_num_queries(1):
        OneEditionMiddleware(page)(rf.get("/"))
