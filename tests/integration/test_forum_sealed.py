"""PostgreSQL refuses to rewrite confirmed minutes and the history of the commitments, whoever asks it, and however."""

import pytest

pytestmark = pytest.mark.xdist_group("postgresql")
CODE = """
from django.db import IntegrityError, connection, transaction
from forum.models import Commitment, CommitmentReport, MinutesVersion
from tests.integration.at_once import scene
from forum.minutes.confirming import confirm

if not CommitmentReport.objects.exists():
    Commitment.objects.first().save()
s = scene()
confirm(s.meeting, s.later, s.member)
version = MinutesVersion.objects.get(meeting=s.meeting)
report = CommitmentReport.objects.first()
counts = lambda: (
    list(MinutesVersion.objects.order_by("pk").values()), list(CommitmentReport.objects.order_by("pk").values())
)
before = counts()
assert before[0] and before[1]
for table, column, pk in (("forum_minutesversion", "reason", version.pk), ("forum_commitmentreport", "evidence", report.pk)):
    for sql in (
        f"UPDATE {table} SET {column} = 'other'",
        f"UPDATE {table} SET {column} = 'other' WHERE id = {pk}",
        f"UPDATE {table} SET id = id + 1000000",
        f"DELETE FROM {table}",
        f"DELETE FROM {table} WHERE id = {pk}",
        f"TRUNCATE {table}",
        f"TRUNCATE {table} CASCADE",
        f"WITH gone AS (DELETE FROM {table} RETURNING 1) SELECT count(*) FROM gone",
        f"INSERT INTO {table} SELECT * FROM {table} ON CONFLICT (id) DO UPDATE SET {column} = 'other'",
        "TRUNCATE wagtailcore_page CASCADE" if table == "forum_minutesversion" else "TRUNCATE forum_commitment CASCADE",
    ):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
            print("NOT REFUSED", sql)
        except IntegrityError as error:
            assert "cannot be rewritten" in str(error), (sql, error)
assert counts() == before
print("kept")
"""


def test_database_refuses_every_way_to_rewrite(postgres_site):
    assert postgres_site.do(CODE) == "kept\n"
