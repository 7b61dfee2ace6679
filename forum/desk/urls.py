"""The desk's addresses below /admin/forum/meetings/."""

from django.urls import path

from forum.desk import actions, attendance, following, invitations

app_name = "forum_desk"
urlpatterns = [
    path("<int:meeting_id>/invitations/", invitations.InvitationsView.as_view(), name="invitations"),
    path("<int:meeting_id>/attendance/", attendance.AttendanceView.as_view(), name="attendance"),
    path("<int:meeting_id>/actions/", actions.ActionsView.as_view(), name="actions"),
    path("<int:meeting_id>/next/", following.NextMeetingView.as_view(), name="next"),
    path("<int:meeting_id>/carry-over/", following.CarryOverView.as_view(), name="carry_over"),
]
