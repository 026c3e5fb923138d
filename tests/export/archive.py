"""What PDF/A-2a asks of a file, as far as it can be looked at without a validator."""

import io
import re
from decimal import Decimal

import pikepdf
from lxml import etree
from PIL import ImageCms

STANDARD = re.compile(
    "Document|Part|Art|Sect|Div|BlockQuote|Caption|TOCI?|Index|NonStruct|Private|P|H[1-6]?|LI?|Lbl|LBody|Table|T[RHD]|"
    "THead|TBody|TFoot|Span|Quote|Note|Reference|BibEntry|Code|Link|Annot|Figure|Formula|Form"
)
BLENDS = re.compile("/(Normal|Compatible|Multiply|Screen|Overlay|Darken|Lighten|Color(Dodge|Burn)|(Hard|Soft)Light)")
NEVER = {"/AA", "/OpenAction", "/AcroForm", "/OCProperties", "/Requirements", "/Perms", "/NeedsRendering"}
FILTERS = {"/FlateDecode", "/DCTDecode"}
PRINTED, UNSEEN, LONGEST, LONGEST_NAME, DEEPEST = 4, 1 | 2 | 32, 32767, 127, 28
SHOWS = {"Tj", "TJ", "'", '"'}
RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"


def wrong(content):
    """Return what keeps a PDF from being PDF/A-2a, in sentences."""
    found = list(of_the_file(content))
    with pikepdf.open(io.BytesIO(content)) as made:
        found += made.check_pdf_syntax()
        for look in (of_the_whole, of_metadata, of_colours, of_fonts, of_tags, of_pages, of_parts):
            found += look(made)
    return list(dict.fromkeys(found))


def of_the_file(content):
    """The first lines and the last one."""
    first, second = content.splitlines()[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", first) or not re.match(rb"%[\x80-\xff]{4}", second):
        yield "its first lines"
    if not content.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "its last line"


def of_the_whole(made):
    """An identifier, no cipher, nothing that acts, is a form, is enclosed or is laid in layers."""
    if made.is_encrypted or "/Encrypt" in made.trailer:
        yield "a cipher"
    if len(made.trailer.get("/ID", ())) != 2:
        yield "no identifier"
    yield from (f"{name} in its catalogue" for name in NEVER & set(made.Root.keys()))
    if any(name in made.Root.get("/Names", {}) for name in ("/EmbeddedFiles", "/JavaScript")):
        yield "files or scripts inside"


def of_metadata(made):
    """They say what the file is, and the same as the properties."""
    told = etree.fromstring(made.Root.Metadata.read_bytes())
    said = {etree.QName(one).localname: "".join(one.itertext()) for one in told.iter() if one.tag.startswith("{")}
    if (said.get("part"), said.get("conformance")) != ("2", "A"):
        yield "another part of PDF/A"
    if not said.get("language"):
        yield "no language in its metadata"
    pairs = {"/Title": "title", "/Creator": "CreatorTool", "/Producer": "Producer"}
    for ours, theirs in pairs.items():
        if str(made.docinfo.get(ours)) != said.get(theirs):
            yield f"{ours} is told otherwise"
    for ours, theirs in {"/CreationDate": "CreateDate", "/ModDate": "ModifyDate"}.items():
        if re.sub(r"\D", "", str(made.docinfo[ours]))[:14] != re.sub(r"\D", "", said.get(theirs, ""))[:14]:
            yield f"{ours} is told otherwise"


def of_colours(made):
    """Colours of screens are meant as a profile says."""
    intents = list(made.Root.get("/OutputIntents", ()))
    if [str(one.S) for one in intents] != ["/GTS_PDFA1"]:
        yield "no intent of output"
    for one in intents:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(one.DestOutputProfile.read_bytes()))
        if (profile.profile.xcolor_space.strip(), one.DestOutputProfile.N) != ("RGB", 3):
            yield "a profile of other colours"


def of_fonts(made):
    """Every face is inside and says which letters its signs are."""
    for font in of_type(made, "/Font"):
        kind = str(font.Subtype)
        if kind == "/CIDFontType2":
            if "/FontFile2" not in font.FontDescriptor or "/CIDToGIDMap" not in font:
                yield f"{font.BaseFont} is not inside"
            continue
        if kind not in {"/Type0", "/Type3"} or (kind == "/Type0" and str(font.Encoding) != "/Identity-H"):
            yield f"a face of the kind {kind}"
        if "/ToUnicode" not in font:
            yield f"{font.get('/BaseFont', kind)} does not say its letters"
        elif {"0000", "FEFF", "FFFE"} & {letters for _, letters in mapped(font)}:
            yield f"{font.get('/BaseFont', kind)} has signs that are no letters"


def mapped(font):
    """Return the signs of a face with the letters that they are, both in hexadecimals."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    single = re.findall(r"beginbfchar(.*?)endbfchar", text, re.DOTALL)
    ranges = re.findall(r"beginbfrange(.*?)endbfrange", text, re.DOTALL)
    found = [pair for part in single for pair in re.findall(r"<(\w+)> *<(\w+)>", part)]
    return found + [(first, to) for part in ranges for first, _, to in re.findall(r"<(\w+)> *<(\w+)> *<(\w+)>", part)]


def of_tags(made):
    """It is tagged by the kinds that there are, in a language; each picture says what it shows."""
    if not made.Root.get("/MarkInfo", {}).get("/Marked") or "/StructTreeRoot" not in made.Root:
        yield "no tags"
    if not re.fullmatch(r"[a-z]{2}(-[A-Z]{2})?", str(made.Root.get("/Lang", ""))):
        yield "no language"
    for one in of_type(made, "/StructElem"):
        kind = str(one.S).removeprefix("/")
        if not STANDARD.fullmatch(kind):
            yield f"a tag of the kind {kind}"
        if kind == "Figure" and not str(one.get("/Alt", "")).strip():
            yield "a picture that says nothing"


def of_pages(made):
    """Words stand inside tags or are marked as no part of the text; nothing is hidden or acts."""
    for number, page in enumerate(made.pages, 1):
        if "/AA" in page:
            yield f"{number}: it acts"
        for one in page.get("/Annots", ()):
            flags = int(one.get("/F", 0))
            if not flags & PRINTED or flags & UNSEEN:
                yield f"{number}: a link that is not printed"
            if str(one.Subtype) != "/Link" or str(one.get("/A", {}).get("/S", "/GoTo")) not in {"/URI", "/GoTo"}:
                yield f"{number}: more than a link"
        yield from (f"{number}: {fault}" for fault in of_operators(page))


def of_operators(page):
    """What is drawn on a page: nesting, and whether words are marked."""
    depth = marks = 0
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        depth += {"q": 1, "Q": -1}.get(name, 0)
        marks += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
        if depth > DEEPEST:
            yield "states in more than 28 others"
        if name in SHOWS and not marks:
            yield "words outside of its tags"
        if any(isinstance(one, pikepdf.String) and len(bytes(one)) > LONGEST for one in operands):
            yield "a string that is too long"


def of_parts(made):
    """Nothing that a later program may not know: filters, blends, files outside, numbers beyond measure."""
    for part in made.objects:
        if isinstance(part, pikepdf.Stream):
            filters = part.get("/Filter", "")
            filters = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
            yield from (f"the filter {one}" for one in map(str, filters) if one and one not in FILTERS)
            if "/F" in part or part.get("/Interpolate") or str(part.get("/Subtype")) == "/PS":
                yield "a part that is outside, smoothed or a program"
        if not isinstance(part, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        if any(len(name.encode()) > LONGEST_NAME for name in set(part.keys())):
            yield "a name that is too long"
        if "/BM" in part and not BLENDS.fullmatch(str(part.BM)):
            yield f"the blend {part.BM}"
        if {"/TR", "/HTP"} & set(part.keys()) and str(part.get("/Type")) == "/ExtGState":
            yield "a transfer of colours"
        if any(isinstance(one, Decimal) and abs(one) > 10**38 for one in part.values()):
            yield "a number beyond measure"


def of_type(made, name):
    """Return the parts of a type."""
    parts = (one for one in made.objects if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)))
    return [one for one in parts if str(one.get("/Type", "")) == name]
