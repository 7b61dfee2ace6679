from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from programmes.models import DataSet, Observation, Registry
from programmes.provenance.contents import contents, figures_of

PAID = ("kafaalat", "families_paid", "2025-Q1")
MOVEMENT = {
    "programme": "kafaalat",
    "indicator": "families_paid",
    "area": "PK-PB",
    "period": "2025-Q1",
    "sex": "_T",
    "age_band": "_T",
    "old": 1230,
    "new": 1250,
}


@pytest.fixture
def site(home, make_release):
    DataSet.objects.create(
        registry=Registry.objects.get(code="bisp-payments"), code="payments", title="Payments by quarter", title_ur="ادائیگیاں"
    )
    return home


def text_of(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_release_bears_its_data_sets_title_in_the_readers_language(client, site, make_release):
    release = make_release([(*PAID, "PK", 10)])
    for address in ("/statistics/releases/", f"/statistics/releases/{release.pk}/", "/statistics/feed.xml"):
        assert "Payments by quarter" in text_of(client, address)
    assert "ادائیگیاں" in text_of(client, f"/ur/statistics/releases/{release.pk}/")


def test_release_shows_its_figures_by_programme_and_indicator(client, site, make_release):
    release = make_release(
        [(*PAID, "PK6", 1230), (*PAID, "PK6", None, "F", "suppressed"), ("nashonuma", "centres", "2025", "PK", 442)]
    )
    first = text_of(client, f"/statistics/releases/{release.pk}/")
    assert 'href="/statistics/figures/kafaalat/families_paid/PK-PB/2025-Q1/?sex=F"' in first
    assert "1,230" in first
    assert f"observations?programme=kafaalat&amp;indicator=families_paid&amp;release={release.pk}&amp;format=xlsx" in first
    assert f"observations?release={release.pk}&amp;format=sdmx-csv" in first
    assert "442" not in first
    other = text_of(client, f"/statistics/releases/{release.pk}/?programme=nashonuma&indicator=centres")
    assert "442" in other
    assert "1,230" not in other


def test_release_too_large_for_a_workbook_offers_none(client, site, make_release, monkeypatch):
    monkeypatch.setattr("programmes.downloads.workbook.MOST_ROWS", 0)
    release = make_release([(*PAID, "PK6", 1230)])
    shown = text_of(client, f"/statistics/releases/{release.pk}/")
    assert f"observations?release={release.pk}&amp;format=csv" in shown
    assert f"observations?release={release.pk}&amp;format=xlsx" not in shown


def test_figures_of_the_country_and_of_everyone_stand_first(client, site, make_release):
    cells = [("kafaalat", "families_paid", "2025-Q1", "PK601", 40), ("kafaalat", "families_paid", "2025-Q1", "PK6", 300)]
    cells += [("kafaalat", "families_paid", "2025-Q1", "PK", 900, "F"), ("kafaalat", "families_paid", "2025-Q1", "PK", 1000)]
    release = make_release([*cells, ("kafaalat", "families_paid", "2025-Q2", "PK", 1100)])
    held = contents(release)[0]
    assert [row.value for row in figures_of(release, held)] == [1100, 1000, 900, 300, 40]


def test_figures_are_paged(client, site, make_release, monkeypatch):
    monkeypatch.setattr("programmes.views.FIGURES_A_PAGE", 1)
    release = make_release([(*PAID, "PK6", 1230), (*PAID, "PK7", 1240)])
    address = f"/statistics/releases/{release.pk}/?programme=kafaalat&indicator=families_paid"
    assert "1,240" not in text_of(client, address)
    assert "1,240" in text_of(client, f"{address}&page=2")


def test_figure_carried_over_names_the_release_that_it_came_with(client, site, make_release):
    first = make_release([(*PAID, "PK6", 1230)], state="superseded")
    second = make_release([("kafaalat", "families_paid", "2025-Q2", "PK6", 1290)], sequence=2)
    row = first.observations.get()
    row.pk, row.release = None, second
    Observation.objects.bulk_create([row])
    shown = text_of(client, f"/statistics/releases/{second.pk}/")
    assert f'href="/statistics/releases/{first.pk}/">carried over</a>' in shown


def test_release_says_what_moved_and_why(client, site, make_release):
    before = make_release([(*PAID, "PK6", 1230)], state="superseded", export_id="march")
    release = make_release(
        [(*PAID, "PK6", 1250)], supersedes="march", moved=1, movements=[MOVEMENT], reason="two districts reported late"
    )
    shown = text_of(client, f"/statistics/releases/{release.pk}/")
    for words in ("What moved", "<bdi>1,230</bdi>", "<bdi>1,250</bdi>", "two districts reported late", "Version of the method"):
        assert words in shown
    assert f'<a href="/statistics/releases/{before.pk}/"><bdi>march</bdi></a>' in shown
    old = text_of(client, f"/statistics/releases/{before.pk}/")
    assert "These are the figures as this release gave them" in old
    assert f'href="/statistics/releases/{release.pk}/"' in old


def test_withdrawn_release_shows_its_reason_and_none_of_its_figures(client, site, make_release):
    release = make_release(
        [(*PAID, "PK6", 9990)], state="withdrawn", reason="counted twice", moved=1, movements=[MOVEMENT | {"new": 9990}]
    )
    shown = text_of(client, f"/statistics/releases/{release.pk}/")
    assert "counted twice" in shown
    assert "9,990" not in shown


def test_reader_of_urdu_gets_urdu_words_or_english_ones_that_say_so(client, site, make_release):
    release = make_release([(*PAID, "PK6", 1230)], description="Two districts were late.", reason="A slip.", moved=1)
    address = f"/ur/statistics/releases/{release.pk}/"
    shown = text_of(client, address)
    assert '<bdi lang="en" dir="ltr">A slip.</bdi>' in shown
    assert '<p lang="en" dir="ltr">Two districts were late.</p>' in shown
    assert '<bdi lang="en" dir="ltr">A slip.</bdi>' in text_of(client, "/ur/statistics/changes/")
    release.description_ur, release.reason_ur = "دو اضلاع کی تاخیر", "ایک سہو"
    release.save(update_fields=["description_ur", "reason_ur"])
    shown = text_of(client, address)
    assert "A slip." not in shown
    assert '<p lang="ur" dir="rtl">دو اضلاع کی تاخیر</p>' in shown
    assert "ایک سہو" in text_of(client, "/ur/statistics/changes/")
    assert "<bdi>A slip.</bdi>" in text_of(client, f"/statistics/releases/{release.pk}/")


def test_calendar_of_a_registry_is_told_in_urdu(client, site, make_release):
    DataSet.objects.update(frequency="quarter")
    Registry.objects.filter(code="bisp-payments").update(calendar="Each quarter.")
    make_release([(*PAID, "PK6", 1230)])
    assert '<bdi lang="en" dir="ltr">Each quarter.</bdi>' in text_of(client, "/ur/statistics/releases/")
    Registry.objects.filter(code="bisp-payments").update(calendar_ur="ہر سہ ماہی")
    assert "<bdi>ہر سہ ماہی</bdi>" in text_of(client, "/ur/statistics/releases/")


def test_address_in_a_source_is_a_link(client, site, make_release):
    release = make_release([], citation="Survey, example.org/a", description="See also example.org/b")
    shown = text_of(client, f"/statistics/releases/{release.pk}/")
    assert '<a href="https://example.org/a">' in text_of(client, "/statistics/releases/")
    for name in ("a", "b"):
        assert f'<a href="https://example.org/{name}">example.org/{name}</a>' in shown


def test_release_whose_successor_waits_for_its_hour_still_stands_as_published(client, site, make_release):
    before = make_release([(*PAID, "PK6", 1230)], state="superseded")
    make_release([(*PAID, "PK6", 1250)], embargo_until=timezone.now() + timedelta(days=1))
    for address in (f"/statistics/releases/{before.pk}/", "/statistics/feed.xml"):
        assert "superseded" not in text_of(client, address)
    assert "A later release" not in text_of(client, f"/statistics/releases/{before.pk}/")
    assert before.export_id in text_of(client, f"/statistics/releases/{before.pk}/")
    assert "Payments by quarter" in rows_of(client, "?state=published")
    assert "No release fits all of these." in rows_of(client, "?state=superseded")


def rows_of(client, query):
    return text_of(client, f"/statistics/releases/{query}").partition("<caption>")[2].partition("</table>")[0]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        ("?registry=synthetic", 1),
        ("?dataset=payments", 2),
        ("?state=withdrawn", 1),
        ("?state=held", 3),
        ("?registry=nonsense", 3),
    ],
)
def test_list_is_filtered_by_registry_data_set_and_state(client, site, make_release, query, number):
    make_release([], state="withdrawn", published_at=datetime(2025, 1, 1, tzinfo=UTC))
    make_release([])
    make_release([], registry="synthetic", dataset="made-up")
    assert rows_of(client, query).count('<th scope="row">') == number


def test_list_says_how_fresh_the_data_are(client, site, make_release):
    DataSet.objects.filter(code="payments").update(frequency="quarter")
    make_release([(*PAID, "PK", 10)])
    assert "overdue since 15 August 2025" in text_of(client, "/statistics/releases/")


def test_number_of_queries_does_not_grow(client, site, make_release, django_assert_max_num_queries):
    release = make_release([(*PAID, "PK", 10)], moved=1, movements=[MOVEMENT])
    addresses = (f"/statistics/releases/{release.pk}/", "/statistics/releases/")
    few = []
    for address in addresses:
        client.get(address)
        with django_assert_max_num_queries(30) as queries:
            client.get(address)
        few.append(len(queries))
    Observation.objects.bulk_create(
        Observation(
            release=release,
            origin=release,
            programme="kafaalat",
            indicator=row.indicator,
            period=f"20{year}",
            area=row.area,
            value=10,
            status="normal",
        )
        for row in release.observations.select_related("indicator", "area")
        for year in range(10, 30)
    )
    for _number in range(3):
        make_release([(*PAID, "PK", 10)], state="superseded")
    for address, number in zip(addresses, few, strict=True):
        with django_assert_max_num_queries(number):
            client.get(address)
