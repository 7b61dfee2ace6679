"""The forum's addresses beside its pages, tried before Wagtail's own."""

from django.urls import path, re_path

from forum.events import registering
from forum.events.feed import feed
from forum.replying import reply
from forum.views import calendar

urlpatterns = [
    re_path(r"^(?P<path>(?:[\w-]+/)+)calendar\.ics$", calendar, name="calendar"),
    path("events/feed.xml", feed, name="events_feed"),
    path("events/<int:event_id>/register/", registering.register, name="event_register"),
    path("events/<int:event_id>/registered/", registering.registered, name="event_registered"),
    path("events/registrations/<str:ticket>/confirm/", registering.confirm, name="registration_confirm"),
    path("events/registrations/<str:ticket>/leave/", registering.leave, name="registration_leave"),
    path("forum/meetings/<int:meeting_id>/reply/", reply, name="meeting_reply"),
]
