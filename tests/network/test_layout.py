"""kith.network.layout: where everybody stands on the map."""

from __future__ import annotations

import numpy as np

from kith.network.layout import ALONE, lay_out
from tests.patience import within


def sample(people: int, seed: int = 1):
    draw = np.random.default_rng(seed)
    found = np.minimum(draw.zipf(1.4, people) - 1, 300)
    found[::9] = ALONE
    is_in = found >= 0
    found[is_in] = np.unique(found[is_in], return_inverse=True)[1]
    return found.astype(np.int64), draw.random(people)


def test_circles_do_not_touch_one_another_nor_the_user_in_the_middle():
    found = lay_out(*sample(3000))

    apart = np.hypot(*(found.centres[:, None] - found.centres[None]).transpose(2, 0, 1))
    gap = apart - found.radii[:, None] - found.radii[None]
    assert gap[~np.eye(len(gap), dtype=bool)].min() > 0
    assert (np.hypot(*found.centres.T) - found.radii).min() > 0


def test_everybody_stands_inside_their_circle_and_whoever_is_alone_outside_of_all():
    circle, weight = sample(3000)

    found = lay_out(circle, weight)

    points = np.stack([found.x, found.y], axis=1)
    inside = circle >= 0
    away = np.hypot(*(points[inside] - found.centres[circle[inside]]).T)
    assert (away <= found.radii[circle[inside]] + 1e-3).all()
    assert np.hypot(*points[~inside].T).min() > (np.hypot(*found.centres.T) + found.radii).max()


def test_no_two_people_stand_in_the_same_place():
    found = lay_out(*sample(3000))

    assert len(np.unique(np.stack([found.x, found.y], axis=1), axis=0)) == 3000


def test_the_strongest_tie_of_a_circle_stands_in_its_middle():
    found = lay_out(np.zeros(50, np.int64), np.arange(50, dtype=float))

    away = np.hypot(found.x - found.centres[0, 0], found.y - found.centres[0, 1])
    assert int(away.argmin()) == 49
    assert int(away.argmax()) == 0


def test_the_layout_is_the_same_every_time():
    one, other = lay_out(*sample(500)), lay_out(*sample(500))

    assert (one.x == other.x).all()
    assert (one.y == other.y).all()


def test_nobody_at_all_and_nobody_in_a_circle_are_laid_out_as_well():
    assert len(lay_out(np.zeros(0, np.int64), np.zeros(0)).x) == 0
    assert np.isfinite(lay_out(np.full(3, ALONE), np.ones(3)).x).all()


def test_a_hundred_thousand_people_are_laid_out():
    with within():
        found = lay_out(*sample(100_000))

    assert np.isfinite(found.x).all()
    assert np.isfinite(found.y).all()
