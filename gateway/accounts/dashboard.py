"""The admin's first page lists a person's own latest work; what they may read no longer drops out of it."""

from wagtail.admin.views.home import (
    LockedPagesPanel,
    RecentEditsPanel,
    UserObjectsInWorkflowModerationPanel,
    WorkflowObjectsToModeratePanel,
)
from wagtail.models import Page

from gateway.accounts.audience import admitted, may_read


class ReadableRecentEdits(RecentEditsPanel):
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        reader = parent_context["request"].user
        context["last_edits"] = [(when, page) for when, page in context["last_edits"] if may_read(reader, page)]
        return context


class ReadableLockedPages(LockedPagesPanel):
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context["locked_pages"] = admitted(context["locked_pages"], parent_context["request"].user)
        return context


class ReadableWorkflows(UserObjectsInWorkflowModerationPanel):
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        reader = parent_context["request"].user
        context["workflow_states"] = [
            state
            for state in context["workflow_states"]
            if not isinstance(state.content_object, Page) or may_read(reader, state.content_object)
        ]
        return context


class ReadableReviews(WorkflowObjectsToModeratePanel):
    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        reader = parent_context["request"].user
        context["states"] = [
            state for state in context["states"] if not isinstance(state["obj"], Page) or may_read(reader, state["obj"])
        ]
        return context


READABLE = {panel.name: panel for panel in (ReadableRecentEdits, ReadableLockedPages, ReadableWorkflows, ReadableReviews)}
