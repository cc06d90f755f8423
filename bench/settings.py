"""Kith's settings with one more address, the empty page that others are compared with."""

from kith.settings import *  # noqa: F403  # all of them, on purpose

ROOT_URLCONF = "bench.urls"
