"""What the forum has for a member in their account: the way to their actions, and the address of their calendar."""

from django.http import HttpRequest

from forum.listings import sits_somewhere
from forum.models import CalendarAddress
from gateway.accounts.profile import ProfilePanel


def my_forum(request: HttpRequest) -> dict | None:
    """For those who sit in a body; and for those who sat in one, until they close the address of their calendar."""
    address = CalendarAddress.objects.filter(person=request.user).first()
    sits = sits_somewhere(request.user)
    return {"sits": sits, "address": address} if sits or address else None


MY_FORUM = ProfilePanel(20, "forum/my_forum_panel.html", my_forum)
