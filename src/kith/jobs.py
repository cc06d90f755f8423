"""The queue for work that happens behind the pages. The truth stands in our own tables; the queue only carries ids."""

from __future__ import annotations

import importlib
from typing import Any

from django.conf import settings


def _queue() -> Any:
    options = dict(settings.HUEY)
    module, _, name = str(options.pop("huey_class")).rpartition(".")
    return getattr(importlib.import_module(module), name)(**options)


queue = _queue()
