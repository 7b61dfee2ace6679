"""The history of the commitments, sealed: the database itself refuses to change or delete a report."""

from django.db import connections
from wagtail.permission_policies import ModelPermissionPolicy

REFUSAL = "The history of the commitments cannot be rewritten."
SQLITE = {
    "no_update": "UPDATE ON forum_commitmentreport",
    "no_delete": "DELETE ON forum_commitmentreport",
    # INSERT OR REPLACE deletes without asking the trigger for DELETE.
    "no_replace": "INSERT ON forum_commitmentreport WHEN EXISTS (SELECT 1 FROM forum_commitmentreport WHERE id = NEW.id)",
}
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION refuse_to_rewrite_history() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$;
CREATE OR REPLACE TRIGGER history_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON forum_commitmentreport
FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite_history();
"""


def seal_history(using: str = "default", **said) -> None:
    """After each `migrate`: where SQLite has built the table anew, its triggers are gone."""
    connection = connections[using]
    if "forum_commitmentreport" not in connection.introspection.table_names():
        return
    statements = [POSTGRESQL]
    if connection.vendor == "sqlite":
        statements = [
            f"CREATE TRIGGER IF NOT EXISTS history_{name} BEFORE {event} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            for name, event in SQLITE.items()
        ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


class NeverDeleted(ModelPermissionPolicy):
    """A commitment that nobody pursues is dropped, and says so: its history goes nowhere."""

    def user_has_any_permission(self, user, actions) -> bool:
        return super().user_has_any_permission(user, set(actions) - {"delete"})

    def user_has_permission(self, user, action) -> bool:
        return action != "delete" and super().user_has_permission(user, action)
