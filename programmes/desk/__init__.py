"""The admin's doors for registry exports: handing in, the report of a run, and the data stewards' desk."""
