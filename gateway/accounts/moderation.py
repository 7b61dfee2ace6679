"""The way of a page that an editor proposes: the moderators look at it, section by section."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, GroupPagePermission, Page, Workflow, WorkflowPage, WorkflowTask

MODERATION = "Moderation"


def moderation(moderators: Group) -> tuple[Workflow, bool]:
    """The house's workflow, and whether it is new. Wagtail's own first one, for the whole tree, becomes ours."""
    if kept := Workflow.objects.filter(name=MODERATION).first():
        return kept, False
    task = GroupApprovalTask.objects.filter(groups=moderators, active=True).first()
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first() if task else None
    if workflow is None:
        return _new(moderators), True
    workflow.name = MODERATION
    workflow.save()
    return workflow, True


def _new(moderators: Group) -> Workflow:
    task = GroupApprovalTask.objects.create(name="Moderators' approval")
    task.groups.add(moderators)
    workflow = Workflow.objects.create(name=MODERATION)
    WorkflowTask.objects.create(workflow=workflow, task=task)
    return workflow


def begin_moderation(workflow: Workflow, editors: Group) -> None:
    """Once: off the root, which reaches the forum's closed pages, and editors propose where they used to publish."""
    WorkflowPage.objects.filter(workflow=workflow, page__depth=1).delete()
    GroupPagePermission.objects.filter(group=editors, page__depth=3, permission__codename="publish_page").delete()


def moderate(section: Page, workflow: Workflow) -> None:
    """Unless an administrator has given the section another workflow."""
    WorkflowPage.objects.get_or_create(page=section, defaults={"workflow": workflow})
