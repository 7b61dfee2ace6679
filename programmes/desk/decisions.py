"""A data steward's three decisions, each whole or not at all; those concerned are told once it stands."""

from collections.abc import Callable

from django.db import transaction

from gateway.accounts.models import User
from programmes import publishing, runs
from programmes.desk.letters import tell_decision
from programmes.desk.rights import may_decide, may_sign_off
from programmes.models import Release, Run
from programmes.publishing import NotAllowed

SIGNATURE_ONLY = frozenset({"awaits-sign-off", "awaits-decision"})


def needs_reason(release: Release) -> bool:
    """A revision and an exception need one, for readers to see; quoted figures, and data sets signed off as
    a rule, need a signature only."""
    rules = {check["rule"] for check in release.report.get("checks", [])}
    return bool(rules - SIGNATURE_ONLY) or bool(release.supersedes)


def publish(release: Release, by: User, reason: str) -> Run:
    """Starts a run that attacks and publishes it, for both may take minutes. Raises NotAllowed for whoever handed it in,
    whatever page they ask from, and where it is plain that the run would not come to its end."""
    if not may_sign_off(by, release):
        raise NotAllowed
    publishing.require_open(release)
    return runs.start_decision(release, by=by, reason=reason)


def refuse(release: Release, by: User, reason: str) -> None:
    carry_out(release, lambda: publishing.refuse(release, by=decider(by), reason=reason))


def withdraw(release: Release, by: User, reason: str) -> None:
    carry_out(release, lambda: publishing.withdraw(release, by=decider(by), reason=reason))


def decider(by: User) -> User:
    if not may_decide(by):
        raise NotAllowed
    return by


@transaction.atomic
def carry_out(release: Release, decide: Callable[[], None]) -> None:
    decide()
    transaction.on_commit(lambda: tell_decision(release.pk), robust=True)


DECISIONS = {"publish": publish, "refuse": refuse, "withdraw": withdraw}
