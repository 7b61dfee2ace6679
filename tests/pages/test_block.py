"""The drawn block: the same from the same seed, eightfold symmetric, safe to repeat on a page."""

import re

import pytest

from gateway.pages import block

SEEDS = ["Benazir Kafaalat", "سماجی تحفظ", "", *(f"publication {n}" for n in range(40))]


def polygons(seed: str) -> list[tuple[str, frozenset]]:
    return [
        (colour, frozenset((round(x, 2) + 0.0, round(y, 2) + 0.0) for x, y in image))
        for colour, points in block.shapes(seed)
        for image in block.images(points)
    ]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("turn", [lambda x, y: (-x, y), lambda x, y: (x, -y), lambda x, y: (y, x)])
def test_every_tile_is_its_own_mirror_image(seed, turn):
    drawn = polygons(seed)
    turned = [(colour, frozenset((turn(x, y)[0] + 0.0, turn(x, y)[1] + 0.0) for x, y in points)) for colour, points in drawn]
    assert set(turned) == set(drawn)


def test_a_seed_always_gives_the_same_tile():
    block.draw.cache_clear()
    first = block.draw("Joint Statement")
    block.draw.cache_clear()
    assert block.draw("Joint Statement") == first


def test_seeds_differ_from_each_other():
    assert len({block.draw(seed) for seed in SEEDS}) > len(SEEDS) * 0.8


@pytest.mark.parametrize("seed", SEEDS)
def test_a_tile_stays_inside_its_square_and_carries_no_ids(seed):
    drawing = block.draw(seed)
    assert max(abs(float(number)) for number in re.findall(r"(?<=[ML ])-?\d+\.?\d*", drawing)) <= 50
    assert "id=" not in drawing
    assert "style=" not in drawing
    assert len(drawing) < 9_000
