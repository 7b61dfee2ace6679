"""The events' own addresses, tried before Wagtail's pages."""

from django.urls import re_path

from forum.views import calendar

urlpatterns = [re_path(r"^(?P<path>(?:[\w-]+/)+)calendar\.ics$", calendar, name="calendar")]
