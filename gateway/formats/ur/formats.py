"""Django ships no Urdu formats; these follow the Unicode CLDR's for ur-PK."""

DATE_FORMAT = "j F، Y"
SHORT_DATE_FORMAT = "j M، Y"
YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j F، Y، H:i"
DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
FIRST_DAY_OF_WEEK = 0
