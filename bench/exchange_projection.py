"""Makes the projection that turns what the model says towards what tells occupations apart (kith/matching/projection.npy).

    KITH_SHARED=../shared python -m bench.exchange_projection

Classes are the occupations of O*NET and ESCO; examples of one are its titles, its description, the sentences of that, and its
title as people ask for it or offer it in four languages. Titles that are held back for the benchmark are left out. Fisher's
linear discriminants with a shrunken scatter within the classes. About a minute.
"""

from __future__ import annotations

import random

import numpy as np
from numpy.typing import NDArray

from bench import exchange_titles
from kith.matching import meaning

_SHRUNKEN = 0.7  # how much of the scatter within classes is taken to be the same in all directions
_TITLES, _ESCO_TITLES, _SENTENCES = 6, 3, 3
ASKED = (
    "I am looking for a {}",
    "Who can recommend a {}",
    "We need the help of a {} next week",
    "How do I become a {}",
    "I would like to talk to a {}",
    "My problem is one for a {}",
    "Ich suche {}",
    "Wer kennt {}",
    "Wir brauchen Hilfe von {}",
    "Wie wird man {}",
    "Mein Problem ist etwas für {}",
    "Je cherche {}",
    "Qui connaît {}",
    "Nous avons besoin de {} la semaine prochaine",
    "Comment devenir {}",
    "J'aimerais parler à {}",
    "Busco {}",
    "Quién conoce {}",
    "Necesitamos la ayuda de {} la próxima semana",
    "Me gustaría hablar con {}",
)
OFFERED = (
    "{} with time on weekends",
    "I work as a {} and like to help",
    "{} offers advice",
    "Former {}, free of charge",
    "{} mit Zeit am Wochenende",
    "Ich arbeite als {} und helfe gerne",
    "{} bietet Beratung",
    "{}, zwanzig Jahre Erfahrung",
    "{} disponible le week-end",
    "Je travaille comme {} et j'aide volontiers",
    "{}, vingt ans de métier",
    "{} con tiempo los fines de semana",
    "Trabajo de {} y ayudo con gusto",
)


def main() -> None:
    dice = random.Random(0)
    classes = [_examples(*one, _TITLES, dice) for one in exchange_titles.onet()]
    classes += [_examples(*one, _ESCO_TITLES, dice) for one in exchange_titles.esco()]
    texts = [text for examples in classes for text in examples]
    owners = np.repeat(np.arange(len(classes)), [len(examples) for examples in classes])
    projection = discriminants(meaning.read(texts).astype(np.float64), owners)
    np.save(meaning.PROJECTION, projection.astype(np.float16))
    print(f"{len(texts):,} texts of {len(classes):,} occupations, {meaning.PROJECTION.stat().st_size / 1e3:.0f} kB")


def discriminants(points: NDArray[np.float64], owners: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the (512, SIZE) directions in which classes differ most beside what their members do among themselves."""
    means = np.zeros((owners.max() + 1, points.shape[1]))
    np.add.at(means, owners, points)
    means /= np.bincount(owners)[:, None]
    apart = points - means[owners]
    within = apart.T @ apart / len(points)
    even = np.eye(len(within)) * np.trace(within) / len(within)
    size, axes = np.linalg.eigh((1 - _SHRUNKEN) * within + _SHRUNKEN * even)
    whitened = axes / np.sqrt(size) @ axes.T
    centred = means - means.mean(axis=0)
    _, best = np.linalg.eigh(whitened @ (centred.T @ centred / len(means)) @ whitened)
    turned = whitened @ best[:, -meaning.SIZE :]
    return np.asarray(turned / np.abs(turned).max())


def _examples(title: str, description: str, others: list[str], most: int, dice: random.Random) -> list[str]:
    known = [other for other in others if not exchange_titles.held_back(other)]
    titles = dice.sample(known, min(most, len(known)))
    asked = [frame.format(title.lower()) for frame in dice.sample(ASKED, 2)]
    offered = [frame.format(title) for frame in dice.sample(OFFERED, 2)]
    return [title, description, *description.split(". ")[:_SENTENCES], *titles, *asked, *offered]


if __name__ == "__main__":
    main()
