import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.utils import translation

from gateway.accounts.models import User

PASSWORD = "correct-horse-battery"


@pytest.fixture(autouse=True)
def no_limits_of_other_tests(home):
    cache.clear()


@pytest.fixture
def member(learner):
    EmailAddress.objects.create(user=learner, email=learner.email, verified=True, primary=True)
    return learner


def sign_up(client, email="new@example.org", url="/accounts/signup/", **fields):
    data = {"email": email, "password1": "four-quiet-green-rivers", "first_name": "Nida", "last_name": "New"}
    return client.post(url, data | fields)


def code_in(message) -> str:
    return re.search(r"^([A-Z0-9-]{6,})$", message.body, re.MULTILINE)[1]


def test_new_person_gives_a_name_confirms_the_address_and_goes_on_where_they_were(client):
    response = sign_up(client, next="/courses/")
    assert response.url.startswith("/accounts/confirm-email/")
    page = client.get(response.url).content.decode()
    assert "new@example.org" in page
    assert client.post("/accounts/confirm-email/", {"code": code_in(mail.outbox[-1])}).url == "/courses/"
    person = User.objects.get(email="new@example.org")
    assert (person.get_full_name(), person.language) == ("Nida New", "en")
    assert client.session["_auth_user_id"] == str(person.pk)


def test_person_who_signs_up_in_urdu_is_greeted_in_urdu(client):
    with translation.override("ur"):
        sign_up(client, url="/ur/accounts/signup/")
    person = User.objects.get(email="new@example.org")
    assert person.language == "ur"
    client.post("/ur/accounts/confirm-email/", {"code": code_in(mail.outbox[-1])})
    assert client.get("/ur/accounts/login/").url == "/ur/accounts/profile/"


def test_signing_up_never_tells_that_an_address_is_known(client, member):
    known = sign_up(client, email=member.email)
    client.logout()
    unknown = sign_up(client, email="unknown@example.org")
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert User.objects.filter(email=member.email).count() == 1


def test_asking_for_a_new_password_never_tells_that_an_address_is_known(client, member):
    answers = [client.post("/accounts/password/reset/", {"email": email}) for email in (member.email, "nobody@example.org")]
    assert answers[0].url == answers[1].url
    assert client.get(answers[0].url).status_code == 200


def test_wrong_password_and_unknown_address_get_the_same_words(client, member):
    wrong = {"password": "wrong-wrong-wrong"}
    known = client.post("/accounts/login/", wrong | {"login": member.email})
    unknown = client.post("/accounts/login/", wrong | {"login": "nobody@example.org"})
    errors = [list(page.context["form"].non_field_errors()) for page in (known, unknown)]
    assert errors[0]
    assert errors[0] == errors[1]


def test_link_of_the_message_leads_to_a_new_password(client, member):
    client.post("/accounts/password/reset/", {"email": member.email})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]
    form = client.get(link, follow=True)
    done = client.post(form.redirect_chain[-1][0], {"password1": "seven-new-lamps-shine", "password2": "seven-new-lamps-shine"})
    assert client.get(done.url).status_code == 200
    member.refresh_from_db()
    assert member.check_password("seven-new-lamps-shine")


def test_used_link_says_what_to_do(client):
    page = client.get("/accounts/password/reset/key/1-set-password/").content.decode()
    assert "This link no longer works" in page


def test_sign_in_goes_on_to_where_one_wanted_to_be(client, member):
    page = client.get("/accounts/login/?next=/courses/").content.decode()
    assert "/accounts/signup/?next=%2Fcourses%2F" in page
    response = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD, "next": "/courses/"})
    assert response.url == "/courses/"


def test_sign_in_never_leads_to_another_site(client, member):
    response = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD, "next": "https://example.com/"})
    assert response.url == "/accounts/profile/"


def test_the_admin_s_sign_in_is_the_house_s_own(client):
    assert client.get("/admin/").url.startswith("/accounts/login/?next=")


def test_too_many_tries_are_stopped_kindly(client, member):
    for _try in range(12):
        response = client.post("/accounts/login/", {"login": member.email, "password": "wrong-wrong-wrong"})
    assert response.status_code == 429 or "Too many" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    ["email/", "password/change/", "logout/", "2fa/", "profile/", "inactive/", "password/reset/key/done/", "reauthenticate/"],
)
@pytest.mark.parametrize("prefix", ["", "/ur"])
def test_pages_of_the_account_wear_the_house_s_face(client, member, path, prefix):
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    page = client.get(f"{prefix}/accounts/{path}")
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1
    assert 'id="main"' in page.content.decode()


def test_second_factor_is_set_up_and_asked_for(client, member):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    asks_again = client.get("/accounts/2fa/totp/activate/").url
    assert asks_again.startswith("/accounts/reauthenticate/")
    page = client.post(asks_again, {"password": PASSWORD}, follow=True)
    assert "data:image/svg" in page.content.decode()
    TOTP.activate(member, generate_totp_secret())
    client.post("/accounts/logout/")
    response = client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    assert "authenticate" in response.url
    assert client.get(response.url).status_code == 200


def test_fields_tell_browsers_what_they_hold(client):
    page = client.get("/accounts/signup/").content.decode()
    for purpose in ("given-name", "family-name", "email", "new-password"):
        assert f'autocomplete="{purpose}"' in page
    assert 'autocomplete="current-password"' in client.get("/accounts/login/").content.decode()
    assert "placeholder" not in client.get("/accounts/login/").content.decode().partition("<main")[2]


def test_trial_copy_says_where_its_messages_are(settings):
    from gateway.accounts.templatetags.post import stays_on_the_console

    assert not stays_on_the_console()
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    assert stays_on_the_console()


def test_person_without_a_role_who_asks_for_the_admin_ends_on_their_profile(client, member):
    asked = client.get("/admin/").url
    response = client.post(asked, {"login": member.email, "password": PASSWORD, "next": "/admin/"}, follow=True)
    assert response.redirect_chain[-1][0] == "/accounts/profile/"
    assert response.status_code == 200


def test_editor_who_asks_for_the_admin_arrives_there(client, member):
    from django.contrib.auth.models import Group

    from gateway.accounts.roles import EDITORS

    member.groups.add(Group.objects.get(name=EDITORS))
    asked = client.get("/admin/").url
    assert client.post(asked, {"login": member.email, "password": PASSWORD, "next": "/admin/"}).url == "/admin/"
    assert client.get("/accounts/login/?next=/admin/").url == "/admin/"
