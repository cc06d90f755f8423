"""What imports announce.

import_waits: import_id. A step of it (reading, saving, taking back) is to be done behind the pages.
import_saved: owner, import_id. It is in the book, in the transaction that is open.
import_undone: import_. It was taken back, in the transaction that is open.
"""

from __future__ import annotations

from django.dispatch import Signal

import_waits = Signal()
import_saved = Signal()
import_undone = Signal()
