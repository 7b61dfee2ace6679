"""Wagtail's index of references and its own search index, written when a test first asks them for anything.

Each save of a page writes both, and most tests save many pages and ask neither: that took a seventh of the time of all tests.
Whoever reads one of their tables sees what they would have seen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection
from django_tasks.backends.immediate import ImmediateBackend

TASKS = {"update_reference_index_task", "insert_or_update_object_task"}
TABLES = ("wagtailcore_referenceindex", "wagtailsearch_")


class Postponed:
    """What is still to be written, in its order and once each; nothing while no test is running."""

    def __init__(self) -> None:
        self.waiting: dict[tuple, Callable] = {}
        self.is_on = False

    @contextmanager
    def during_a_test(self) -> Iterator[None]:
        with connection.execute_wrapper(self.write_first):
            self.is_on = True
            yield
            self.is_on = False
            self.waiting.clear()

    def write_first(self, execute: Callable, sql: str, params: object, many: bool, context: dict) -> object:
        if self.waiting and any(table in sql for table in TABLES):
            waiting, self.waiting = self.waiting, {}
            for (_task, app, model, key), write in waiting.items():
                if apps.get_model(app, model)._base_manager.filter(pk=key).exists():
                    write()
        return execute(sql, params, many, context)


postponed = Postponed()


class PostponingBackend(ImmediateBackend):
    def enqueue(self, task, args, kwargs):
        if not postponed.is_on or task.name not in TASKS:
            return super().enqueue(task, args, kwargs)
        postponed.waiting[task.name, *args] = lambda: super(PostponingBackend, self).enqueue(task, args, kwargs)
        return None
