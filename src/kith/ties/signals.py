"""What ties announce; cadences listen in their reactions.py.

ties_changed: owner, on (the day for which it was worked out), people_ids (None: everybody's).
"""

from __future__ import annotations

from django.dispatch import Signal

ties_changed = Signal()
