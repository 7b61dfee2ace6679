"""The history of the commitments and confirmed minutes, sealed: the database itself refuses to change or delete a row."""

from django.db import connections
from wagtail.permission_policies import ModelPermissionPolicy

SEALED = {
    "forum_commitmentreport": ("history", "The history of the commitments cannot be rewritten.", "id = NEW.id"),
    "forum_minutesversion": (
        "minutes",
        "Confirmed minutes cannot be rewritten.",
        "id = NEW.id OR meeting_id = NEW.meeting_id AND number = NEW.number",
    ),
}
"""Each table with the name of its triggers, what they say, and which row a new one would take the place of."""


def on_sqlite(table: str, name: str, refusal: str, same: str) -> list[str]:
    events = {
        "no_update": f"UPDATE ON {table}",
        "no_delete": f"DELETE ON {table}",
        # INSERT OR REPLACE deletes without asking the trigger for DELETE.
        "no_replace": f"INSERT ON {table} WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})",  # noqa: S608
    }
    refuse = f"BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
    return [f"CREATE TRIGGER IF NOT EXISTS {name}_{kind} BEFORE {event} {refuse}" for kind, event in events.items()]


def on_postgresql(table: str, name: str, refusal: str, same: str) -> list[str]:
    return [
        f"""
CREATE OR REPLACE FUNCTION refuse_to_rewrite_{name}() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE TRIGGER {name}_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_{name}();
"""
    ]


def seal_history(using: str = "default", **said) -> None:
    """After each `migrate`: where SQLite has built a table anew, its triggers are gone."""
    connection = connections[using]
    write = on_sqlite if connection.vendor == "sqlite" else on_postgresql
    there = connection.introspection.table_names()
    statements = [sql for table, words in SEALED.items() if table in there for sql in write(table, *words)]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class NeverDeleted(ModelPermissionPolicy):
    """A commitment that nobody pursues is dropped, and says so: its history goes nowhere."""

    def user_has_any_permission(self, user, actions) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"delete"})

    def user_has_permission(self, user, action) -> bool:
        return action != "delete" and super().user_has_permission(user, action)
