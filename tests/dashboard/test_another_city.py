"""A city of another country works as it is: English, financial years, no province, districts, parks or industries."""

import html
import io
import re
import zipfile
from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from dashboard import contents
from dashboard.app import create_app
from dashboard.exhibits.exhibit import Plot
from dashboard.export.charts import charts
from dashboard.pages import PAGES
from dashboard.query import default
from dashboard.reports.compose import compose
from dashboard.reports.listing import read, write
from dashboard.reports.ready import READY, offered
from indicators.checks import audit
from indicators.language import Language, speaking
from indicators.proposals.proposal import propose
from indicators.tables import curated
from indicators.tables.folder import write_folder
from indicators.tables.rows import rows_of
from indicators.workbook.reader import in_this_process
from indicators.workbook.reader import read as read_workbook
from indicators.workbook.template import template, wide_template
from tests import riverton
from tests.dashboard.conftest import Visitor, open_office
from tests.dashboard.test_app import asked
from tests.dashboard.test_filing import named, uploaded
from tests.told import HAN

OWN_NAME = "中文"
YEAR = re.compile(r"(?<![A-Za-z\d/.#=&-])20\d\d(?![A-Za-z\d/-])")
EXAMPLES = r"2025, 2025H1, 2025Q3, 2025-06, 2025-01..09"  # of how periods are written in tables
ADDRESSES = (
    "/",
    "/goals",
    "/goals?view=lags",
    "/goals?view=methods",
    "/regions",
    "/regions/riverton",
    "/industries",
    "/parks",
    "/indicators",
    "/indicators/recycling",
    "/indicators/emissions",
    "/sources",
    "/releases",
    "/report",
    "/wall",
    "/feed.atom",
    "/sign-in",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return riverton.write(tmp_path_factory.mktemp("cities"))


@pytest.fixture(scope="module")
def city(folder):
    return curated.load(folder)


@pytest.fixture(scope="module")
def site(folder, settings, tmp_path_factory):
    return create_app(replace(settings, data=folder.parent, state=tmp_path_factory.mktemp("state"))).server


def test_its_tables_pass_every_check(city):
    assert [one for one in audit.audit(city) if one.is_error] == []


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_page_is_answered_in_english_to_who_names_no_language(site, path):
    page = site.test_client().get(path)
    assert page.status_code == 200
    assert not HAN.search(page.text.replace(OWN_NAME, ""))


def test_financial_years_are_a_series_with_its_latest_figure_and_change(site):
    page = re.sub(r"<[^>]+>", "", site.test_client().get("/").text)  # as it is read
    assert "2024/25" in page
    assert "↑ 1.3 percentage points" in page
    assert "Goal for 2025/26: 50.0%" in page
    assert "2015/16 8.4 t, 2016/17 8.19 t" in site.test_client().get("/indicators/emissions").text


def test_the_menu_leads_to_no_page_about_what_the_city_does_not_have(site):
    menu = site.test_client().get("/").text.partition("<nav")[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]+)"', menu) == ["/", "/goals", "/indicators", "/sources", "/report", "/releases"]


def test_what_is_at_most_is_beyond_nothing_and_falls_towards_its_goal(site):
    page = site.test_client().get("/").text
    assert "0.51 t short" in page
    assert "Needs a fall of 0.51 t by the due date" in page
    assert "the axis is turned over: lower is better" in site.test_client().get("/indicators/emissions").text
    assert "turned over" not in site.test_client().get("/indicators/recycling").text


@pytest.fixture(scope="module")
def boroughs(settings, tmp_path_factory):
    """The site of the same city with two parts that it calls boroughs."""
    home = riverton.write(tmp_path_factory.mktemp("boroughs"))
    words = '[words]\npart = "borough"\nparts = "boroughs"\nwhole = "all of Riverton"\n\n[lights]'
    told = (home / "city.toml").read_text(encoding="utf-8")
    told = told.replace("rise_colour", 'time_zone = "Pacific/Auckland"\nrise_colour', 1)
    told = told.replace("districts = []", 'districts = ["north", "south"]').replace("[lights]", words)
    (home / "city.toml").write_text(told, encoding="utf-8")
    for table in (home / "regions.csv", *(home / "observations").iterdir(), home / "targets.csv"):
        head, *rows = table.read_text(encoding="utf-8").splitlines()
        of_parts = [part_of(row, name) for name in ("north", "south") for row in rows]
        table.write_text("\n".join((head, *rows, *of_parts, "")), encoding="utf-8")
    return create_app(replace(settings, data=home.parent, state=tmp_path_factory.mktemp("state"))).server


def part_of(row, name):
    """The row of the city as one of a part of it."""
    if row.startswith("riverton,"):
        return f"{name},{name.title()},{name.title()},{name.title()},district,riverton,no,,,1,,,,"
    first, _, rest = row.partition(",")
    return f"{first}-{name},{rest.replace('riverton', name)}"


@pytest.mark.parametrize(
    "path", ["/", "/goals", "/regions", "/regions/north", "/indicators/recycling", "/help", "/none"]
)
def test_a_city_calls_its_parts_and_itself_as_its_table_says(boroughs, path):
    page = re.sub(r"<[^>]+>", " ", boroughs.test_client().get(path).text)
    assert "Boroughs" in page  # at least in the menu
    assert not re.search("[Dd]istrict", page)


def test_moments_are_shown_by_the_clock_of_the_city(boroughs):
    record = boroughs.extensions["desk"].shelf.records()[0]
    there = record.at.astimezone(ZoneInfo("Pacific/Auckland"))
    assert f"{there:%Y-%m-%d %H:%M}" in asked(boroughs.test_client(), "/releases")
    assert record.release.date == there.date()


def test_files_and_ready_lists_call_them_so_too(boroughs):
    text = boroughs.test_client().get("/export/regions/matrix.csv").data.decode("utf-8-sig")
    assert text.startswith("Borough,")
    with boroughs.test_request_context("/"), speaking(Language.ENGLISH):
        dataset = boroughs.extensions["desk"].dataset()
        listings = [READY[name].make(dataset) for name in READY]
        told = repr([compose(one, dataset) for one in listings])
    assert [one.title for one in listings if "borough" in one.title.lower()] == [
        "The boroughs of Riverton",
        "The boroughs of Riverton side by side",
    ]
    assert "all of Riverton" in told
    assert not re.findall(r".{20}(?<![#'-])\b[Dd]istricts?\b(?!-).{20}", told)  # but in names of exhibits


def every_exhibit(city):
    for page in PAGES:
        if page.office:
            continue
        for name in {"region": ("riverton",), "indicator": tuple(city.indicators)}.get(page.name, ("",)):
            with speaking(Language.ENGLISH):
                found = contents.exhibits(city, page, name, default(city))
            yield from ((page.path.replace("<name>", name).strip("/"), one) for one in found)


def test_every_exhibit_leaves_as_every_file_without_a_chinese_word_or_a_year_of_the_calendar(site, city):
    client, seen = site.test_client(), 0
    for path, one in every_exhibit(city):
        for suffix in ("xlsx", "csv", "docx", "pptx"):
            address = f"/export/{path}/{one.id}.{suffix}".replace("//", "/")
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert not YEAR.search(answer.headers["Content-Disposition"]), address
            told = words_of(answer.data, suffix)
            assert not HAN.search(told), address
            assert years_in(told) == [], address
            seen += 1
    assert seen > 60


def words_of(content, suffix):
    """What a file says; the names of typefaces are no words of it, nor are the numbers that charts are drawn by."""
    if suffix == "csv":
        return content.decode("utf-8-sig")
    text = ""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for part in parts.namelist():
            if part.endswith(".xml") and not part.endswith(("styles.xml", "fontTable.xml", "theme1.xml")):
                told = re.sub(r"<(c:v|v)>\d+</\1>", "", parts.read(part).decode("utf-8"))
                text += re.sub(r"<[^>]*>", " ", told)
    return text


def years_in(words):
    """The years that a text says as years of the calendar, with what is around them; names and examples are none."""
    return re.findall(rf".{{0,40}}{YEAR.pattern}.{{0,20}}", re.sub(rf"Strategy 2030|{EXAMPLES}", "", words))


@pytest.mark.parametrize("path", [*ADDRESSES[:-2], "/due", "/data"])
def test_pages_call_its_years_as_the_city_does(bureau, path):
    for language in Language:
        page = re.sub(
            r"<(script|style)\b.*?</\1>", "", bureau["both"].get(f"{path}?lang={language}").text, flags=re.DOTALL
        )
        told = [re.sub(r"<[^>]+>", " ", page), *re.findall(r'(?:title|aria-label|alt)="([^"]*)"', page)]
        assert [found for one in told for found in years_in(html.unescape(one))] == []


def test_charts_call_its_years_so_too_below_on_hover_and_where_files_draw_them(city):
    drawn = [one.content.figure for _, one in every_exhibit(city) if isinstance(one.content, Plot)]
    assert len(drawn) > 3
    for figure in drawn:
        narrow = {"layout": {**figure["layout"], **figure["layout"]["meta"]["layout"]}}
        for axis in (one for each in (figure, narrow) for name, one in each["layout"].items() if name[:5] == "xaxis"):
            assert all(re.fullmatch(r"20\d\d/\d\d", one) for one in axis["ticktext"])
            assert [int(one[:4]) + 1 for one in axis["ticktext"]] == axis["tickvals"]
        hovers = [one for trace in figure["data"] for one in trace.get("customdata", ())]
        assert [found for one in hovers for found in years_in(one)] == []
        with speaking(Language.ENGLISH):
            assert {one.years for one in charts(Plot(figure))} == {"Financial year, by the year in which it ends"}


def test_a_ready_list_that_would_be_empty_is_not_offered(city):
    assert [name for name, _ in offered(city)] == ["monthly", "goals", "matrix"]


@pytest.mark.parametrize("name", ["monthly", "goals", "matrix"])
def test_every_ready_report_is_written_in_english(city, name):
    with speaking(Language.ENGLISH):
        listing = READY[name].make(city)
        assert read(write(listing)) == listing
        document = compose(listing, city)
    told = repr(document)
    assert not HAN.search(told), set(re.findall(rf"{HAN.pattern}+", told))


@pytest.mark.parametrize("write_workbook", [template, wide_template])
def test_a_template_comes_back_unchanged(city, write_workbook):
    assert not unlike(city, write_workbook(city))


def test_its_folder_is_written_and_read_back(city, tmp_path):
    write_folder(city, tmp_path / "riverton")
    again = curated.load(tmp_path / "riverton")
    assert (again.city, rows_of(again)) == (city.city, rows_of(city))


STAFF = ("/data", "/due", "/releases", "/report", "/sessions", "/password", "/display-name", "/second-factor")


@pytest.fixture(scope="module")
def bureau(folder, settings, tmp_path_factory):
    """The office of the city: somebody who files and publishes there, and who looks after accounts and the log."""
    office = open_office(replace(settings, data=folder.parent), tmp_path_factory.mktemp("bureau"))
    return {name: Visitor(office, name) for name in ("both", "administrator", "auditor")} | {"office": office}


def without_chinese(visitor, path):
    answer = visitor.get(path)
    assert answer.status_code == 200, path
    assert not HAN.search(answer.text.replace(OWN_NAME, "")), path
    return answer.text


def chinese_of_workbook(content):
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return {part for part in parts.namelist() if HAN.search(parts.read(part).decode("utf-8"))}


def filled_in(content, **cells):
    book = load_workbook(io.BytesIO(content))
    for cell, value in cells.items():
        book["Figures"][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("path", STAFF)
def test_every_page_of_its_staff_is_in_english(bureau, path):
    without_chinese(bureau["both"], path)


@pytest.mark.parametrize(("who", "path"), [("administrator", "/accounts"), ("auditor", "/log")])
def test_the_pages_of_accounts_and_of_the_log_are_too(bureau, who, path):
    without_chinese(bureau[who], path)


def test_its_forms_are_for_financial_years_and_nothing_is_said_to_be_owed_in_figures(bureau):
    page = without_chinese(bureau["both"], "/data")
    choices = page.partition('name="period"')[2].partition("</select>")[0]
    offered_years = re.findall(r'<option value="(\d[^"]*)"', choices)
    assert len(offered_years) == 9
    assert {len(year) for year in offered_years} == {len("2024/25")}
    for path in ("/due", "/sources"):
        assert not re.search(r"\b0 figures", without_chinese(bureau["both"], path))


def test_a_wrong_form_is_told_and_comes_back_marked_in_english(bureau):
    visitor = bureau["both"]
    form = visitor.get("/data/template.xlsx?period=2025/26").data
    path = uploaded(visitor, filled_in(form, E2="n/k?", B3="Atlantis"), "wrong.xlsx")
    page = without_chinese(visitor, path)
    assert "Figures!E2" in page
    answer = visitor.get(f"{path}/returned.xlsx")
    assert "wrong-Checked.xlsx" in answer.headers["Content-Disposition"]
    assert chinese_of_workbook(answer.data) == set()
    assert load_workbook(io.BytesIO(answer.data))["Figures"]["E2"].comment.author == "Data check"


def test_figures_go_from_its_form_to_every_page_and_into_the_next_form(bureau):
    visitor, office = bureau["both"], bureau["office"]
    answer = visitor.get("/data/template.xlsx?period=2025/26")
    assert "Template-2025" in answer.headers["Content-Disposition"]
    assert chinese_of_workbook(answer.data) == set()
    owed = [row[3].value for row in load_workbook(io.BytesIO(answer.data))["Figures"].iter_rows(2, 4)]
    assert owed == ["2025/26"] * 3
    path = uploaded(visitor, filled_in(answer.data, E2=43.1, E3=6.3, E4=45000), "figures.xlsx")
    page = without_chinese(visitor, path)
    assert "43.1" in page
    reasons = dict.fromkeys(re.findall(r'name="(why:[^"]+)"', page), "as counted")
    done = visitor.post(f"{path}/publish", **named(office, path), reason="figures of the year", **reasons)
    assert done.json["to"] == "/releases?to=2", done.text
    for path in ("/", "/goals", "/indicators/recycling", "/sources", "/releases?to=2", "/feed.atom"):
        without_chinese(visitor, path)
    assert "43.1%" in re.sub(r"<[^>]+>", "", visitor.get("/").text)
    with office.server.test_request_context("/"):
        city = office.server.extensions["desk"].dataset()
    for form in ("long", "wide"):
        content = visitor.get(f"/data/template.xlsx?form={form}").data
        assert chinese_of_workbook(content) == set()
        assert not unlike(city, content)


def unlike(city, content):
    """What a form would change in the tables of its city."""
    with speaking(Language.ENGLISH):
        reading = read_workbook(content, "x.xlsx", city, reader=in_this_process)
    rows = rows_of(city)
    filing = {"id": "f", "title": "x.xlsx", "publisher": "p", "published": "", "url": "", "note": ""}
    proposal = propose(reading.draft, rows, rows, filing)
    assert [one for one in (*reading.problems, *proposal.problems) if one.is_error] == []
    return proposal.all_changes
