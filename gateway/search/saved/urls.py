"""The addresses of saved searches, below the account."""

from django.urls import path

from gateway.search.saved import views

urlpatterns = [
    path("accounts/searches/", views.saved_searches, name="saved_searches"),
    path("accounts/searches/save/", views.save_search, name="save_search"),
    path("accounts/searches/<int:number>/", views.saved_search, name="saved_search"),
    path("accounts/searches/<int:number>/delete/", views.delete_search, name="saved_search_delete"),
    path("accounts/searches/<int:number>/feed/", views.renew_feed, name="saved_search_renew"),
    path("accounts/searches/feed/<slug:secret>.xml", views.feed, name="saved_search_feed"),
    path("accounts/searches/stop/<str:ticket>/", views.stop, name="saved_search_stop"),
]
