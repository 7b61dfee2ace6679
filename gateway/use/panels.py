"""How often a page is read: on its own form in the admin, and on the admin's first page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component

from gateway.accounts.work import work_of
from gateway.files.models import Document
from gateway.use.figures import Span, by_day, files_of, last_days, most_read, total
from gateway.use.models import Downloads, PageViews

DAYS = 30
LINES = 5
HEIGHT = 40


class UsePanel(Panel):
    """Shows and asks nothing; on pages that exist and are counted."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("How often it is read")} | kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "gateway_use/panel.html"

        def is_shown(self):
            return bool(self.instance.pk) and self.instance.counts_views and super().is_shown()

        def get_context_data(self, parent_context=None):
            page, lately = self.instance, last_days(DAYS)
            return (super().get_context_data(parent_context) or {}) | {
                "lately": total(PageViews, [page.pk], lately),
                "ever": total(PageViews, [page.pk], last_days()),
                "bars": bars(by_day(page, lately)),
                "height": HEIGHT,
                "files": [use_of_file(document, lately) for document in files_of(page).order_by("title")],
            }


def use_of_file(document: Document, lately: Span) -> tuple[Document, int, int]:
    return document, total(Downloads, [document.pk], lately), total(Downloads, [document.pk], last_days())


def bars(days: list) -> list[dict]:
    most = max((count for _day, count in days), default=0) or 1
    return [
        {"day": day, "count": count, "x": 8 * step, "y": HEIGHT - height, "height": height}
        for step, (day, count) in enumerate(days)
        for height in [round(count / most * HEIGHT, 1)]
    ]


class MostRead(Component):
    """On the admin's first page: what readers opened most, among the pages that one works with."""

    name = "most_read"
    order = 350
    template_name = "gateway_use/most_read.html"

    def get_context_data(self, parent_context):
        return {"pages": most_read(work_of(parent_context["request"].user), DAYS, LINES)}
