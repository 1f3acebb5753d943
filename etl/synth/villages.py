"""Invented village names, of the words that northern villages are called by (`villages.csv`)."""

import csv
from functools import cache
from importlib.resources import files
from random import Random

import numpy as np

MOST = 480


def village_names(random: Random, count: int) -> list[str]:
    """Return so many different names, at most `MOST`, each with บ้าน before it."""
    words = _words()
    pairs = [f"บ้าน{first}{second}" for first in words["first"] for second in words["second"]]
    return [pair + random.choice(words["third"]) for pair in random.sample(pairs, count)]


def draw_names(rng: np.random.Generator, count: int) -> list[str]:
    """Return so many names, which may repeat, each with บ้าน before it."""
    parts = [rng.choice(words, count) for words in _words().values()]
    return ["บ้าน" + "".join(parts) for parts in zip(*parts, strict=True)]


@cache
def _words() -> dict[str, list[str]]:
    with (files(__package__) / "villages.csv").open(encoding="utf-8") as file:
        return {name: words.split("|") for name, words in csv.reader(file)}
