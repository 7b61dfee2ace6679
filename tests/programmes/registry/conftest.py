from datetime import date

import pytest

from programmes.registry.codes import Codes

TODAY = date(2025, 7, 1)


@pytest.fixture(scope="session")
def codes():
    return Codes(
        sources=frozenset({"bisp-payments"}),
        programmes=frozenset({"kafaalat", "nashonuma"}),
        units={
            "families_enrolled": "families",
            "families_paid": "families",
            "payments_made": "payments",
            "amount_paid": "PKR",
            "stipend_rate": "PKR a quarter",
        },
        districts={"PK601": "PK-PB", "PK602": "PK-PB", "PK701": "PK-SD"},
        provinces=frozenset({"PK-PB", "PK-SD"}),
    )
