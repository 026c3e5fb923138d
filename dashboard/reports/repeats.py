"""Nothing is said twice in a report: sentences that stand in it already are left out of the words of later exhibits."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dashboard.exhibits.exhibit import Exhibit, Prose
from dashboard.export.captioned import Captioned
from dashboard.export.document import Part
from indicators.language import Language, language
from indicators.model import Text

_STOP = Text("。", ".").zh
_SENTENCES = {
    Language.CHINESE: re.compile(rf"[^{_STOP}]+{_STOP}?"),
    Language.ENGLISH: re.compile(r".+?(?:(?<!No)\.(?=\s+[A-Z]|\s*$)|$)\s*"),  # no point of a number, nor of an issue
}


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
    words = [Text(rest, rest) for text in exhibit.words if (rest := _new(str(text), known))]
    return replace(exhibit, words=words, content=content, alt=exhibit.alt or finding)


def _new(text: str, known: set[str]) -> str:
    """The sentences of a text that are not known yet; they are from now on."""
    found = {sentence.strip(): sentence for sentence in reversed(_SENTENCES[language()].findall(text))}
    new = [sentence for text, sentence in reversed(found.items()) if text and text not in known]
    known.update(found)
    return "".join(new).strip()
