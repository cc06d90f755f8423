"""What the outbox announces.

letter_put: letter. It was written down, and is sent once its time has come.
"""

from __future__ import annotations

from django.dispatch import Signal

letter_put = Signal()
