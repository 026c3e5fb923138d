"""The whole program, read: what this imports, the processes of a server share.

Imported by the one process that they are forked of. It runs no thread, opens nothing and knows no setting.
"""

from __future__ import annotations

import gc

import dashboard.app
import dashboard.serving.care
import dashboard.serving.channels
import dashboard.serving.counting
import dashboard.serving.drawing
import dashboard.serving.greeting  # noqa: F401 - read for those that are forked
from indicators.arrow import arrow_alone

arrow_alone()
gc.collect()
gc.freeze()  # what is there by now is never looked through again: looking would make each process a copy of its own
