from wagtail.users.models import UserProfile

from gateway.accounts import profile
from gateway.accounts.models import User


def test_profile_asks_for_a_sign_in_and_comes_back(client, home):
    assert client.get("/accounts/profile/").url == "/accounts/login/?next=/accounts/profile/"


def test_person_changes_name_institution_and_language(client, home, learner):
    client.force_login(learner)
    data = {"first_name": "Amna", "last_name": "Baloch", "institution": "PDMA", "language": "ur"}
    assert client.post("/accounts/profile/", data).url == "/ur/accounts/profile/"
    person = User.objects.get(pk=learner.pk)
    assert (person.last_name, person.institution, person.language) == ("Baloch", "PDMA", "ur")
    assert UserProfile.get_for_user(person).preferred_language == "ur"


def test_rejected_form_keeps_what_was_typed(client, home, learner):
    client.force_login(learner)
    page = client.post("/accounts/profile/", {"first_name": "", "last_name": "Typed", "language": "en"}).content.decode()
    assert 'value="Typed"' in page
    assert User.objects.get(pk=learner.pk).first_name == "Amna"


def test_panels_stand_in_their_order_and_silent_ones_are_left_out(monkeypatch, rf):
    monkeypatch.setattr(profile, "_panels", [])
    for order, context in ((20, {"n": 2}), (10, {"n": 1}), (30, None)):
        profile.register_profile_panel(profile.ProfilePanel(order, f"{order}.html", lambda request, context=context: context))
    assert profile.profile_panels(rf.get("/")) == [("10.html", {"n": 1}), ("20.html", {"n": 2})]
