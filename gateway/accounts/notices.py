"""Wagtail's letters to those who review a page, sent only to those who may read it."""

from wagtail.admin.mail import GroupApprovalTaskStateSubmissionEmailNotifier
from wagtail.models import Page, TaskState
from wagtail.signals import task_submitted

from gateway.accounts.audience import may_read


class ReadersOnlyNotifier(GroupApprovalTaskStateSubmissionEmailNotifier):
    def get_valid_recipients(self, instance, **kwargs):
        subject = instance.workflow_state.content_object
        found = super().get_valid_recipients(instance, **kwargs)
        return {person for person in found if not isinstance(subject, Page) or may_read(person, subject)}


tell_reviewers = ReadersOnlyNotifier()


def replace_letters_to_reviewers() -> None:
    """Under Wagtail's own name for the receiver, whichever of the two is connected first."""
    name = "group_approval_task_submitted_email_notification"
    task_submitted.disconnect(sender=TaskState, dispatch_uid=name)
    task_submitted.connect(tell_reviewers, sender=TaskState, dispatch_uid=name)
