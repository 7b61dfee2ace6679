"""Lists of publications from elsewhere: read, checked line by line, imported whole, and taken back whole."""
