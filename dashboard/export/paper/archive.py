"""A PDF as it may be archived: what Chromium leaves out of PDF/A-2a is added, and it tells no time of writing."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from typing import Any, Literal

import pikepdf
from PIL import ImageCms

_OWN = "Innovation Dashboard"
_PART, _CONFORMANCE = "2", "A"
_MIDNIGHT = "T00:00:00+00:00"
_TAGS = {"BDC": 1, "BMC": 1, "EMC": -1}
_PROFILE: Literal["sRGB"] = "sRGB"
_SAYS_WHEN = slice(24, 36)


def archived(content: bytes, date: str) -> bytes:
    """Return a PDF of Chromium as PDF/A-2a. The same PDF makes the same bytes; `date` is when it says it was made.

    Chromium embeds fonts with their Unicode, tags, alternatives and language; what it leaves out is added: metadata
    that agree with the properties, the colours that are meant, and an identifier.
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as made:
        title = str(made.docinfo.get("/Title", ""))
        del made.docinfo
        with made.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"], metadata["dc:language"] = title, {str(made.Root.Lang)}
            metadata["xmp:CreateDate"] = metadata["xmp:ModifyDate"] = date + _MIDNIGHT
            metadata["xmp:CreatorTool"] = metadata["pdf:Producer"] = _OWN
            metadata["pdfaid:part"], metadata["pdfaid:conformance"] = _PART, _CONFORMANCE
        for page in made.pages:
            page.Contents = made.make_stream(pikepdf.unparse_content_stream(list(_marked(page))))
        profile = made.make_stream(_profile(), N=3, Alternate=pikepdf.Name.DeviceRGB)
        meant = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String(_PROFILE),
            Info=pikepdf.String(_PROFILE),
            DestOutputProfile=profile,
        )
        made.Root.OutputIntents = pikepdf.Array([made.make_indirect(meant)])
        made.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _marked(page: pikepdf.Page) -> Iterator[Any]:
    """The instructions of a page; words outside of all tags, its number, are marked as no part of the text."""
    tags = 0
    is_opened = False
    for one in pikepdf.parse_content_stream(page):
        name = str(one.operator)
        tags += _TAGS.get(name, 0)
        if name == "BT" and not tags:
            is_opened = True
            yield [pikepdf.Name.Artifact], pikepdf.Operator("BMC")
        yield one
        if name == "ET" and is_opened:
            is_opened = False
            yield [], pikepdf.Operator("EMC")


def _profile() -> bytes:
    """The profile of sRGB. It says that it was made on the first day that it can say."""
    content = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile(_PROFILE)).tobytes())
    content[_SAYS_WHEN] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    return bytes(content)
