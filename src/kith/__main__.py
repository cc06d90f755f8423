"""`python -m kith` is the `kith` command."""

from kith.cli.main import kith

kith()
