"""What connections announce.

connection_due: connection_id. It is to be looked at behind the pages.
"""

from __future__ import annotations

from django.dispatch import Signal

connection_due = Signal()
