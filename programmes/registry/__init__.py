"""From a registry's export to protected figures. Plain Python and Polars: nothing here knows the site.

gate (bytes) → reader (rows) → aggregate (counts) → protect (what may be shown).
"""
