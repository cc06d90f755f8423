"""Runs what reads files of strangers in a child process with limits.

`run` calls a generator function there and gives what it yields; `tell` hands something out from deep inside of it.
"""

from kith.sandbox.child import tell
from kith.sandbox.limits import Broke, Exceeded, Limits, Lost, Usage
from kith.sandbox.running import Running, run

__all__ = ["Broke", "Exceeded", "Limits", "Lost", "Running", "Usage", "run", "tell"]
