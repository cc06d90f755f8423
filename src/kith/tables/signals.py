"""What round tables announce, the last thing in the transaction of the change."""

from __future__ import annotations

from django.dispatch import Signal

plan_waits = Signal()  # plan: it is to be worked out
