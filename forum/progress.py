"""The commitments counted by state and pillar, as the public page and the home page draw them."""

from dataclasses import dataclass

from forum.models import Commitment


@dataclass(frozen=True)
class Segment:
    """A part of a bar: `start` and `width` in per cent of the whole."""

    state: str
    label: str
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class Pillar:
    code: str
    label: str
    commitments: list[Commitment]
    segments: list[Segment]

    @property
    def counts(self) -> list[int]:
        """One number for each state, in the order of `Commitment.State`."""
        return [sum(commitment.state == state for commitment in self.commitments) for state in Commitment.State]


def segments(commitments: list[Commitment]) -> list[Segment]:
    """The states that occur, in their order, laid end to end."""
    return laid_out({state: sum(commitment.state == state for commitment in commitments) for state in Commitment.State})


def laid_out(counts: dict[Commitment.State, int]) -> list[Segment]:
    total, found, start = sum(counts.values()), [], 0.0
    for state, count in counts.items():
        if count:
            width = 100 * count / total
            found.append(Segment(state.value, str(state.label), count, round(start, 2), round(width, 2)))
            start += width
    return found


def by_pillar(commitments: list[Commitment]) -> list[Pillar]:
    groups = {pillar: [c for c in commitments if c.pillar == pillar] for pillar in Commitment.Pillar}
    return [Pillar(p.value, str(p.label), group, segments(group)) for p, group in groups.items() if group]


def overview() -> dict:
    """`total`, `segments` and `pillars` of all commitments; two queries."""
    return summary(list(Commitment.objects.prefetch_related("institutions")))


def summary(commitments: list[Commitment]) -> dict:
    return {
        "total": len(commitments),
        "segments": segments(commitments),
        "pillars": by_pillar(commitments),
        "states": Commitment.State.choices,
    }
