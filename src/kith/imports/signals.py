"""What imports announce.

import_waits: import_id. A step of it (reading, saving, taking back) is to be done behind the pages.
"""

from __future__ import annotations

from django.dispatch import Signal

import_waits = Signal()
