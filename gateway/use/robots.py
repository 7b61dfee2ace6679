"""Programs that visit by themselves, known by how they present themselves. The kept list stands in `robots.txt` beside this."""

import re
from functools import cache
from pathlib import Path

LIST = Path(__file__).parent / "robots.txt"


@cache
def patterns() -> re.Pattern[str]:
    lines = (line.strip() for line in LIST.read_text().splitlines())
    return re.compile("|".join(line for line in lines if line and not line.startswith("#")), re.IGNORECASE)


def is_robot(presents_itself_as: str) -> bool:
    """Whoever does not present itself at all is one."""
    return not presents_itself_as or bool(patterns().search(presents_itself_as))
