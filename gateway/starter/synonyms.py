"""The first synonyms; whoever keeps them afterwards keeps them in the admin."""

from pathlib import Path

from gateway.search.models import SynonymGroup

FIRST = Path(__file__).parent / "data" / "search" / "synonyms.txt"


def load_synonyms() -> None:
    if SynonymGroup.objects.exists():
        return
    lines = FIRST.read_text(encoding="utf-8").splitlines()
    SynonymGroup.objects.bulk_create(SynonymGroup(expressions="\n".join(line.split(" | "))) for line in lines)
