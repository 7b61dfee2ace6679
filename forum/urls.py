"""The forum's addresses beside its pages, tried before Wagtail's own."""

from django.urls import path, re_path

from forum.replying import reply
from forum.views import calendar

urlpatterns = [
    re_path(r"^(?P<path>(?:[\w-]+/)+)calendar\.ics$", calendar, name="calendar"),
    path("forum/meetings/<int:meeting_id>/reply/", reply, name="meeting_reply"),
]
