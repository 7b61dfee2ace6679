"""The forum's addresses beside its pages, tried before Wagtail's own."""

from django.urls import include, path, re_path

from forum.actions import stopping
from forum.actions.views import choose_reminders, my_actions, show_action
from forum.events import registering
from forum.events.feed import feed
from forum.own_calendar import calendar_of_person, close_address, make_address
from forum.pack.views import pack
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
    path("forum/my-actions/", my_actions, name="my_actions"),
    path("forum/my-actions/reminders/", choose_reminders, name="my_actions_reminders"),
    path("forum/actions/<int:action_id>/", show_action, name="action"),
    path("forum/calendar/make/", make_address, name="own_calendar_make"),
    path("forum/calendar/close/", close_address, name="own_calendar_close"),
    path("forum/calendar/<slug:token>.ics", calendar_of_person, name="own_calendar"),
    path("forum/reminders/stop/<str:ticket>/", stopping.stop, name="reminders_stop"),
    path("forum/meetings/<int:meeting_id>/minutes/", include("forum.minutes.urls")),
    path("forum/meetings/<int:meeting_id>/pack.pdf", pack, name="meeting_pack"),
]
