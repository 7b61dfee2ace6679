"""The block: a square tile in the manner of ajrak print, eightfold symmetric, drawn from a seed.

The eight images of a shape are its reflections in the square's two axes and two diagonals. A
tile carries no ids and no style, so that any number of them may stand on one page.
"""

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from math import cos, pi, sin

Point = tuple[float, float]
Shape = tuple[str, list[Point]]
"""A colour and a closed polygon; the tile's centre is the origin, its edges lie at ±50."""

COTTON, INDIGO, DEEP, MADDER, TURMERIC = "#f1ebdd", "#233a78", "#152350", "#9c2f28", "#c8892b"
DYES = [
    (DEEP, MADDER, INDIGO),
    (DEEP, INDIGO, MADDER),
    (MADDER, DEEP, INDIGO),
    (INDIGO, DEEP, MADDER),
    (INDIGO, MADDER, DEEP),
    (MADDER, DEEP, DEEP),
]
"""Ground, first figure, second figure; cotton is the resist line between them."""


def images(points: list[Point]) -> Iterator[list[Point]]:
    """A polygon and its seven reflections, without repeats."""
    seen = set()
    for turn in (lambda x, y: (x, y), lambda x, y: (y, x)):
        for across in (1, -1):
            for down in (1, -1):
                image = [(across * turn(x, y)[0], down * turn(x, y)[1]) for x, y in points]
                key = frozenset((round(x, 2), round(y, 2)) for x, y in image)
                if key not in seen:
                    seen.add(key)
                    yield image


def star(rays: int, outer: float, inner: float, turn: float = 0) -> list[Point]:
    """A star about the origin; with eight or sixteen rays it is symmetric in itself."""
    angles = (pi * n / rays + turn for n in range(2 * rays))
    radii = (outer if n % 2 == 0 else inner for n in range(2 * rays))
    return [(r * cos(a), r * sin(a)) for r, a in zip(radii, angles, strict=True)]


def lozenge(x: float, y: float, across: float, down: float) -> list[Point]:
    return [(x + across, y), (x, y + down), (x - across, y), (x, y - down)]


def leaf(angle: float, near: float, far: float, width: float) -> list[Point]:
    """A petal that points outwards from the centre."""
    middle = (near + far) / 2
    along = (cos(angle), sin(angle))
    aside = (-along[1] * width, along[0] * width)
    return [
        (along[0] * near, along[1] * near),
        (along[0] * middle + aside[0], along[1] * middle + aside[1]),
        (along[0] * far, along[1] * far),
        (along[0] * middle - aside[0], along[1] * middle - aside[1]),
    ]


def square(half: float) -> list[Point]:
    return [(half, half), (-half, half), (-half, -half), (half, -half)]


def resist(colour: str, points: list[Point], width: float = 0.84) -> list[Shape]:
    """A shape with the undyed line around it."""
    x0 = sum(x for x, _ in points) / len(points)
    y0 = sum(y for _, y in points) / len(points)
    return [(COTTON, points), (colour, [(x0 + (x - x0) * width, y0 + (y - y0) * width) for x, y in points])]


def shapes(seed: str) -> list[Shape]:
    """The shapes of a seed's tile from the ground up, before they are reflected."""
    choice = iter(hashlib.sha256(seed.encode()).digest())
    ground, first, second = DYES[next(choice) % len(DYES)]
    return [
        *_frame(ground, second, next(choice)),
        *_corners(first, second, next(choice)),
        *_petals(first, second, next(choice), next(choice)),
        *_rosette(first, second, next(choice), next(choice)),
    ]


def _frame(ground: str, dye: str, choice: int) -> list[Shape]:
    frame = [(ground, square(50)), (COTTON, square(46.5)), (ground, square(45)), (COTTON, square(37.5)), (ground, square(36.5))]
    count = 3 + choice % 3
    step = 41.25 * 2 / (2 * count + 1)
    dots = [lozenge(41.25, step * n, 2.4, 2.4 + choice // 3 % 2) for n in range(count + 1)]
    return [*frame, *[(COTTON if n % 2 else TURMERIC if choice % 5 == 0 else COTTON, dot) for n, dot in enumerate(dots)]]


def _corners(first: str, second: str, choice: int) -> list[Shape]:
    reach = 13 + choice % 3 * 2
    if choice // 3 % 3 == 0:
        return resist(
            second, [(36.5, 36.5), (36.5 - reach, 36.5), (36.5 - reach * 0.45, 36.5 - reach * 0.45), (36.5, 36.5 - reach)]
        )
    if choice // 3 % 3 == 1:
        return [*resist(second, lozenge(27, 27, 7.5, 7.5), 0.74), (COTTON, lozenge(27, 27, 2.2, 2.2))]
    return [*resist(second, leaf(pi / 4, 27, 50, 6), 0.78), (COTTON, lozenge(34, 18, 1.8, 1.8))]


def _petals(first: str, second: str, choice: int, size: int) -> list[Shape]:
    far, width = 29 + size % 4 * 1.5, 5 + size // 4 % 3
    on_axes = resist(second, leaf(0, 9, far + 4, width), 0.76)
    on_diagonals = resist(first, leaf(pi / 4, 9, far, width), 0.76)
    between = resist(first, leaf(pi / 8, 12, far - 1, width * 0.62), 0.72)
    seeds = [(COTTON, lozenge(far - 3, 0, 1.5, 2.6))]
    kinds = [[*on_diagonals, *on_axes, *seeds], [*between, *on_axes], [*between, *on_diagonals], [*on_axes, *between, *seeds]]
    return kinds[choice % len(kinds)]


def _rosette(first: str, second: str, choice: int, size: int) -> list[Shape]:
    rays, turn = (8, 0) if choice % 2 else (16, 0)
    outer = 15 + size % 4 * 1.5
    inner = outer * (0.62 if rays == 8 else 0.8)
    heart = star(8, outer * 0.42, outer * 0.3, pi / 8 if choice // 2 % 2 else 0)
    return [
        *resist(second if choice // 4 % 2 else first, star(rays, outer, inner, turn), 0.86),
        *resist(TURMERIC if choice // 8 % 4 == 0 else second, star(8, outer * 0.6, outer * 0.52, turn), 0.8),
        (COTTON, heart),
    ]


@lru_cache(maxsize=512)
def draw(seed: str) -> str:
    """The tile's SVG content in a view box of -50 -50 100 100."""
    return "".join(f'<path fill="{colour}" d="{_path(points)}"/>' for colour, points in shapes(seed))


def _path(points: list[Point]) -> str:
    return "".join("M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in image) + "z" for image in images(points))


def _short(value: float) -> str:
    return f"{round(value, 1):g}"
