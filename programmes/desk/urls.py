"""The desk's addresses, below /admin/statistics/. `hand-in/` also stands in the setting LARGE_UPLOADS."""

from django.urls import path

from programmes.desk import hand_in, release_pages, run_pages, words

app_name = "statistics_desk"
urlpatterns = [
    path("hand-in/", hand_in.HandInView.as_view(), name="hand_in"),
    path("runs/", run_pages.RunList.as_view(), name="runs"),
    path("runs/results/", run_pages.RunList.as_view(results_only=True), name="runs_results"),
    path("runs/<int:pk>/", run_pages.RunView.as_view(), name="run"),
    path("runs/<int:pk>/progress/", run_pages.RunProgress.as_view(), name="progress"),
    path("runs/<int:pk>/report.json", run_pages.RunReport.as_view(), {"form": "json"}, name="report_json"),
    path("runs/<int:pk>/report.csv", run_pages.RunReport.as_view(), {"form": "csv"}, name="report_csv"),
    path("desk/", release_pages.WaitingList.as_view(), name="waiting"),
    path("releases/", release_pages.ReleaseList.as_view(), name="releases"),
    path("releases/results/", release_pages.ReleaseList.as_view(results_only=True), name="releases_results"),
    path("releases/<int:pk>/", release_pages.ReleaseView.as_view(), name="release"),
    path("releases/<int:pk>/words/", words.WordsView.as_view(), name="words"),
    path("releases/<int:pk>/<slug:decision>/", release_pages.ReleaseView.as_view(), name="decide"),
]
