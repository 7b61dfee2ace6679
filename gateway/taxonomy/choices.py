"""Choosing several terms in a form: each with a box of its own, so that a stray click undoes nothing."""

from django.forms import CheckboxSelectMultiple


class TermCheckboxes(CheckboxSelectMultiple):
    """All terms in columns; a long list scrolls."""

    def __init__(self, attrs: dict | None = None, choices=()) -> None:
        super().__init__({"class": "term-boxes", **(attrs or {})}, choices)


class AreaCheckboxes(TermCheckboxes):
    """The country and its provinces first, then the districts of each province under its name."""

    def optgroups(self, name: str, value: list[str], attrs: dict | None = None) -> list[tuple]:
        boxes = [option for _group, options, _index in super().optgroups(name, value, attrs) for option in options]
        names = {box["value"].instance.pk: box["label"] for box in boxes}
        grouped: dict[str, list] = {}
        for box in boxes:
            area = box["value"].instance
            group = names.get(area.parent_id, "") if area.kind == area.Kind.DISTRICT else ""
            grouped.setdefault(group, []).append(box)
        return [(group or None, options, place) for place, (group, options) in enumerate(sorted(grouped.items()))]
