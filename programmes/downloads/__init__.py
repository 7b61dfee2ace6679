"""Writers of published figures as files: rows in, bytes out. Plain Python that asks no database."""
