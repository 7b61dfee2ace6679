"""The letters of moderation and about comments, never about what their reader may not read."""

from collections.abc import Iterable
from typing import Any

from wagtail.admin.mail import (
    GroupApprovalTaskStateSubmissionEmailNotifier,
    WorkflowStateApprovalEmailNotifier,
    WorkflowStateRejectionEmailNotifier,
    send_notification,
)
from wagtail.admin.views.pages import edit
from wagtail.models import Page, TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from gateway.accounts.audience import may_read
from gateway.accounts.models import User


def in_their_language(people: Iterable[User]) -> Iterable[User]:
    for person in people:
        admin = UserProfile.get_for_user(person)
        admin.preferred_language = admin.preferred_language or person.language
        yield person


class ToReaders:
    """Who chose no language in the admin is written to in the language of their profile."""

    def get_valid_recipients(self, instance: Any, **kwargs: Any) -> set[User]:
        subject = instance.content_object if isinstance(instance, WorkflowState) else instance.workflow_state.content_object
        found: set[User] = super().get_valid_recipients(instance, **kwargs)  # type: ignore[misc]
        return set(in_their_language(person for person in found if not isinstance(subject, Page) or may_read(person, subject)))


class ReviewersAreAsked(ToReaders, GroupApprovalTaskStateSubmissionEmailNotifier):
    def get_context(self, task_state: TaskState, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(task_state, **kwargs) | {"requested_by": task_state.workflow_state.requested_by}


class ApprovalIsTold(ToReaders, WorkflowStateApprovalEmailNotifier):
    pass


class RejectionIsTold(ToReaders, WorkflowStateRejectionEmailNotifier):
    pass


tell_reviewers, tell_approval, tell_rejection = ReviewersAreAsked(), ApprovalIsTold(), RejectionIsTold()


def replace_letters_of_moderation() -> None:
    """Under Wagtail's own names for the receivers, whichever are connected first.

    Wagtail's second letter about a submission, to administrators only, goes: they are among the reviewers.
    """
    ours = (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification", tell_reviewers),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", tell_approval),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", tell_rejection),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", no_second_letter),
    )
    for signal, sender, name, receiver in ours:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)


def no_second_letter(sender: Any, **kwargs: Any) -> None:
    """Holds the place of Wagtail's own receiver."""


def replace_letters_about_comments() -> None:
    """Wagtail writes to whoever once subscribed or answered, though the page may be closed to them by now."""
    edit.send_notification = send_to_readers


def send_to_readers(people: Iterable[User], notification: str, context: dict[str, Any]) -> bool:
    readers = [person for person in people if may_read(person, context["page"])]
    sent: bool = send_notification(list(in_their_language(readers)), notification, context)
    return sent
