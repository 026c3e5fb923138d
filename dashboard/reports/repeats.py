"""Nothing is said twice in a report: sentences that stand in it already are left out of the words of later exhibits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dashboard.exhibits.exhibit import Exhibit, Prose
from dashboard.export.captioned import Captioned
from dashboard.export.document import Part
from indicators.model import Text

_STOP = str(Text("。", "."))
_SENTENCE = re.compile(rf"[^{_STOP}]+{_STOP}?")


def without_repeats(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Return the parts of a report, each sentence of their exhibits once: where it stands first.

    What a writer puts between exhibits stays as it is. Running text of which nothing is left goes as a whole.
    """
    known: set[str] = set()
    kept: list[Part] = []
    for part in parts:
        if not isinstance(part, Captioned):
            kept.append(part)
            continue
        exhibit = _unsaid(part.exhibit, known)
        if not isinstance(exhibit.content, Prose) or exhibit.content.paragraphs:
            kept.append(replace(part, exhibit=exhibit))
    return tuple(kept)


def _unsaid(exhibit: Exhibit, known: set[str]) -> Exhibit:
    finding = next((str(text) for text in exhibit.words), "")
    content = exhibit.content
    if isinstance(content, Prose):
        content = replace(content, paragraphs=tuple(filter(None, (_new(text, known) for text in content.paragraphs))))
    words = [replace(text, zh=rest) for text in exhibit.words if (rest := _new(str(text), known))]
    return replace(exhibit, words=words, content=content, alt=exhibit.alt or finding)


def _new(text: str, known: set[str]) -> str:
    """The sentences of a text that are not known yet; they are from now on."""
    sentences = [sentence for sentence in _SENTENCE.findall(text) if sentence.strip() not in known]
    known.update(sentence.strip() for sentence in sentences)
    return "".join(dict.fromkeys(sentences))
