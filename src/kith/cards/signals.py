"""What cards announce.

cards_wait: there are photos to be read behind the pages.
"""

from __future__ import annotations

from django.dispatch import Signal

cards_wait = Signal()
