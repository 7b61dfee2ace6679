from programmes.desk.advice import ADVICE, advice
from programmes.registry.findings import RULES


def test_each_rule_has_advice():
    assert set(RULES) - set(ADVICE) == set()
    assert all(str(entry.wrong).strip() and str(entry.do).strip() for entry in ADVICE.values())


def test_rule_of_an_older_run_is_shown_with_what_is_known():
    assert advice("long-gone").wrong == "long-gone"
