"""Writes a valid synthetic export."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from gateway.taxonomy.models import Area
from programmes.queries import known_codes
from programmes.registry.synthesis import Order, make_export


class Command(BaseCommand):
    help = "Writes a valid synthetic export after the contract; the same seed gives the same rows."

    def add_arguments(self, parser) -> None:
        parser.add_argument("dir", type=Path)
        parser.add_argument("--rows", type=int, required=True)
        parser.add_argument("--kind", choices=["records", "aggregate"], default="records")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--format", choices=["csv", "csv.gz", "parquet"], default="csv")
        parser.add_argument("--dataset", default="", help="Code of the data set; its own for each export unless given.")

    def handle(self, *args, **options) -> None:
        codes = known_codes()
        if not codes.districts:
            raise CommandError("No districts are known. Load the starter content first: manage.py load_starter_content")
        if options["rows"] < 1:
            raise CommandError("An export has at least one row.")
        name = f"{options['kind']}-{options['rows']}-seed-{options['seed']}-{options['format'].replace('.', '-')}"
        order = Order(
            rows=options["rows"],
            kind=options["kind"],
            seed=options["seed"],
            file_format=options["format"],
            export_id=name,
            dataset=options["dataset"] or name,
            weights=district_weights(codes.districts),
        )
        make_export(options["dir"], order, codes)
        if options["verbosity"]:
            self.stdout.write(f"{options['dir']}: {options['rows']} rows")


def district_weights(districts: dict[str, str]) -> dict[str, int]:
    """The census population, so that small districts have few families and some hidden cells."""
    people = dict(Area.objects.filter(code__in=districts).values_list("code", "population"))
    return {code: people[code] or 50_000 for code in sorted(districts)}
