import pytest

from programmes.downloads.rows import Row


@pytest.fixture
def row():
    def make(**changed) -> Row:
        return Row(
            programme="kafaalat",
            programme_name="Kafaalat",
            indicator="families_paid",
            indicator_name="Families paid",
            unit="families",
            period="2025-Q1",
            area="PK-PB",
            area_name="پنجاب",
            sex="_T",
            age="_T",
            value=90,
            status="normal",
            nature="normal",
            revised=False,
            illustrative=False,
            release=3,
            registry="bisp-payments",
            dataset="payments",
            export_id="p-1",
            sha256="0" * 64,
            as_of="2025-03-31",
            citation="BISP, quarterly report",
        )._replace(**changed)

    return make
