"""The addresses of minutes, below /forum/meetings/<number>/minutes/."""

from django.urls import path

from forum.minutes import pages

urlpatterns = [
    path("", pages.minutes, name="minutes"),
    path("lines/<int:line_id>/", pages.line, name="minutes_line"),
    path("versions/<int:number>/", pages.version, name="minutes_version"),
    path("versions/<int:number>/changes/", pages.changes, name="minutes_changes"),
]
