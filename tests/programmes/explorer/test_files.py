from django.test import RequestFactory

from programmes.explorer.files import without_format


def test_cover_leads_back_to_the_view_and_not_to_its_file():
    request = RequestFactory().get("/statistics/explore/?programme=kafaalat,nashonuma&illustrative=no&format=xlsx")
    assert without_format(request) == "programme=kafaalat,nashonuma"
