"""What processes write down of themselves on standard error: sentences, or one JSON object a line for a collector."""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # read by whoever starts a process
    from dashboard.settings import Settings


class JsonLines(logging.Formatter):
    """Writes a record as one line: time (UTC), level, process, logger, message; of an error its kind and trace too."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a JSON object in one line."""
        entry: dict[str, object] = {
            "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "process": record.process,
            "logger": record.name,
            "message": record.getMessage(),
        }
        kind, error, _ = record.exc_info or (None, None, None)
        if kind is not None and error is not None:
            entry |= {"error": kind.__name__, "trace": "".join(traceback.format_exception(error))}
        return json.dumps(entry, ensure_ascii=False)


def begin(settings: Settings) -> None:
    """Write whatever this process logs in the form that is set; without one, Python's own is left as it is."""
    if settings.json_logs:
        handler = logging.StreamHandler()
        handler.setFormatter(JsonLines())
        logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
