"""How much one import may hold, and how a file is refused."""

from research.importing.record import Note, error

MOST_BYTES = 5 * 1024**2
MOST_UNPACKED = 40 * 1024**2
MOST_WORKS = 200
"""An import is one transaction, and other editors wait for it."""
MOST_COLUMNS = 60


class UnreadableFile(Exception):
    """Nothing of the file can be used; `note` says why, and what to do."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.note: Note = error(code, **values)
