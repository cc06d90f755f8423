"""What sharing announces."""

from __future__ import annotations

from django.dispatch import Signal

asked = Signal()  # ask_id: a blind ask was made, and nobody was looked for yet
