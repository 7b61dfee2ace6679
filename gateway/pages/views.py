"""The style guide: every component and every block, in both directions. For staff."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gateway.pages import styleguide


@login_required
def show_styleguide(request: HttpRequest) -> HttpResponse:
    if not (request.user.is_staff or request.user.has_perm("wagtailadmin.access_admin")):
        raise PermissionDenied
    return render(
        request,
        "styleguide.html",
        {"examples": styleguide.examples(), "colours": styleguide.COLOURS, "seeds": styleguide.SEEDS},
    )
