"""The desk's addresses below /admin/forum/meetings/."""

from django.urls import path

from forum.desk import actions, attendance, communique, following, invitations, minutes

app_name = "forum_desk"
urlpatterns = [
    path("<int:meeting_id>/invitations/", invitations.InvitationsView.as_view(), name="invitations"),
    path("<int:meeting_id>/attendance/", attendance.AttendanceView.as_view(), name="attendance"),
    path("<int:meeting_id>/actions/", actions.ActionsView.as_view(), name="actions"),
    path("<int:meeting_id>/next/", following.NextMeetingView.as_view(), name="next"),
    path("<int:meeting_id>/carry-over/", following.CarryOverView.as_view(), name="carry_over"),
    path("<int:meeting_id>/minutes/", minutes.MinutesView.as_view(), name="minutes"),
    path("<int:meeting_id>/minutes/circulate/", minutes.CirculateView.as_view(), name="minutes_circulate"),
    path("<int:meeting_id>/minutes/proposals/<int:amendment_id>/", minutes.AnswerView.as_view(), name="minutes_answer"),
    path("<int:meeting_id>/minutes/confirm/", minutes.ConfirmView.as_view(), name="minutes_confirm"),
    path("<int:meeting_id>/minutes/take-back/", minutes.RecallView.as_view(), name="minutes_recall"),
    path("<int:meeting_id>/minutes/correct/", minutes.CorrectView.as_view(), name="minutes_correct"),
    path("<int:meeting_id>/communique/", communique.CommuniqueView.as_view(), name="communique"),
    path("<int:meeting_id>/communique/withdraw/", communique.WithdrawView.as_view(), name="communique_withdraw"),
]
