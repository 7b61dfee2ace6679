"""Citations of publications: one plain record, and a writer for each format that reference managers read."""
