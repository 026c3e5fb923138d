"""However many goals a city has, their page stays small and shows what the export of the same exhibit holds."""

import csv
import io
from dataclasses import replace

import pytest
from lxml import html

from dashboard.app import create_app
from dashboard.opening import open_the_store
from indicators.desk import Desk
from indicators.views import standings
from tests.cities import large_city
from tests.dashboard.test_sizes import LARGEST, LARGEST_COMPRESSED, size

FEWEST_SHOWN = 10


@pytest.mark.parametrize(("indicators", "regions"), [(65, 40), (200, 300)], ids=["2 600 goals", "60 000 goals"])
def test_the_page_of_goals_stays_small_and_shows_what_its_export_holds(
    dataset, settings, tmp_path, indicators, regions
):
    many = large_city(dataset, indicators=indicators, regions=regions, years=2)
    assert len(many.targets) == indicators * regions
    own = replace(settings, state=tmp_path)
    Desk(open_the_store(own)).bring_in(many, by="test", reason="many goals")
    app = create_app(own)
    standings.prepare(app.server.extensions["desk"].dataset())
    client = app.server.test_client()
    plain, compressed = size(client, "/goals")
    print(f"\n{len(many.targets)} goals: {plain} bytes, {compressed} compressed")
    assert plain < LARGEST
    assert compressed < LARGEST_COMPRESSED
    text = client.get("/export/goals/ways.csv").get_data(as_text=True).removeprefix("\ufeff")
    exported = list(csv.DictReader(io.StringIO(text)))
    shown = html.document_fromstring(client.get("/goals").text).get_element_by_id("ways").text_content()
    bullets = shown.count("判定依据")
    assert bullets >= FEWEST_SHOWN
    at = 0
    for row in exported[:bullets]:
        actual = row["现值"].partition("（")[0]
        for piece in (row["区域"], row["目标"], actual, row["判定"].split()[0], row["差距"]):
            at = shown.index(piece, at)
    table = html.document_fromstring(client.get("/part/goals/ways/table?from=0&release=1").text)
    rows = [[cell.text_content().strip() for cell in row] for row in table.xpath("//tbody/tr")]
    assert len(rows) >= FEWEST_SHOWN
    for cells, row in zip(rows, exported, strict=False):
        *facts, verdict = row.values()
        assert cells[:-1] == facts
        assert verdict.split()[0] in cells[-1]
