"""How values become the texts that are stored: moments, JSON that is always written alike, hashes, and sentences."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from indicators.model import Text
from indicators.problems import StoreError


def stamp(at: dt.datetime) -> str:
    """Return a moment as text that sorts by time. Raises ValueError where it does not say its time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} says no time zone")
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def moment(text: str) -> dt.datetime:
    """Return the moment that a text of `stamp` tells."""
    return dt.datetime.fromisoformat(text)


def packed(value: object) -> str:
    """Return a value as JSON, the same value always as the same text. Raises ValueError and TypeError for others."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def printed(value: object) -> str:
    """Return a value of the database as JSON, also where somebody put another type into it, as SQLite allows."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=repr)


def unpacked(text: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """Return the value of a JSON text. Raises ValueError where it is none."""
    return json.loads(text)


def sha256(text: str) -> str:
    """Return the SHA-256 of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def filled(text: Text, **words: object) -> Text:
    """Return a wording with its blanks filled in, in both languages."""
    return Text(text.zh.format(**words), text.en.format(**words))


def refusal(text: Text, **words: object) -> StoreError:
    """Return the error that says a sentence, with its blanks filled in."""
    return StoreError(filled(text, **words))
