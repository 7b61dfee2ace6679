"""The closed vocabularies of a programme profile."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Level(TextChoices):
    FEDERAL = "federal", _("Federal")
    PROVINCIAL = "provincial", _("Provincial or territorial")


class Status(TextChoices):
    RUNNING = "running", _("Running")
    PILOT = "pilot", _("Pilot")
    PLANNED = "planned", _("Planned")
    HALTED = "halted", _("Halted")
    ENDED = "ended", _("Ended")
    UNVERIFIED = "unverified", _("Not verified")


class Function(TextChoices):
    """The nine branches of social security (ILO Convention 102), and general assistance beside them."""

    ASSISTANCE = "assistance", _("Income support against poverty")
    MEDICAL = "medical", _("Medical care")
    SICKNESS = "sickness", _("Sickness")
    MATERNITY = "maternity", _("Maternity")
    FAMILY = "family", _("Family and children")
    UNEMPLOYMENT = "unemployment", _("Unemployment")
    INJURY = "injury", _("Employment injury")
    INVALIDITY = "invalidity", _("Invalidity and disability")
    OLD_AGE = "old-age", _("Old age")
    SURVIVORS = "survivors", _("Survivors")


class Targeting(TextChoices):
    PROXY_MEANS_TEST = "pmt", _("Proxy means test (poverty score)")
    CATEGORY = "category", _("By category")
    CATEGORY_AND_MEANS = "category-means", _("By category and poverty score")
    INCOME = "income", _("By income")
    PLACE = "place", _("By place")
    CONTRIBUTION = "contribution", _("By contribution")
    RESIDENCE = "residence", _("All residents")
    CASE = "case", _("Case by case")


class Frequency(TextChoices):
    MONTHLY = "monthly", _("Monthly")
    QUARTERLY = "quarterly", _("Quarterly")
    STAGED = "staged", _("In stages")
    ONCE = "once", _("Once")
    WHEN_NEEDED = "when-needed", _("When needed")


class Registry(TextChoices):
    NSER = "nser", _("National Socio-Economic Registry (NSER)")
    PSER = "pser", _("Provincial socio-economic registry (PSER)")
    NADRA = "nadra", _("NADRA's database")
    OWN = "own", _("The programme's own records")
    CONTRIBUTIONS = "contributions", _("Records of contributions")


class Precision(TextChoices):
    YEAR = "year", _("year")
    MONTH = "month", _("month and year")
    DAY = "day", _("day")


class NumberStatus(TextChoices):
    REPORTED = "quoted", _("as published by the source")
    PLANNED = "planned", _("planned or announced")
    PROVISIONAL = "provisional", _("provisional")
    ILLUSTRATIVE = "illustrative", _("made up for demonstration")
