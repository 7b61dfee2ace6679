"""Many people want the last places at once, on both databases: nobody gets a place that is not there."""

CODE = """
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from django.db import connection
from forum.events.places import confirm, leave, register
from forum.models import EventPage, EventRegistration, EventsIndexPage
from gateway.starter.site import add_page

index = EventsIndexPage.objects.get(locale__language_code="en")
event = EventPage(title="Rush", slug="rush", starts_on=date(2031, 1, 1), takes_registrations=True, places=3)
event = add_page(index, event)

def want(number):
    try:
        address = f"person-{number % 12}@example.org"
        register(event.pk, {"name": "Somebody", "email": address})
        row = EventRegistration.objects.get(event=event, email=address)
        confirm(row.key)
        if number == 1:
            leave(row.key)
    finally:
        connection.close()

with ThreadPoolExecutor(8) as pool:
    for done in [pool.submit(want, number) for number in range(16)]:
        done.result()
rows = EventRegistration.objects.filter(event=event)
print(rows.filter(state="confirmed").count(), rows.count() in (11, 12))
event.delete()
"""


def test_last_places_are_given_once(site):
    assert site.do(CODE).split()[-2:] == ["3", "True"]
