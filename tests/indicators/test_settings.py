"""What a city says of itself in city.toml comes back from every place where it is kept."""

import datetime as dt
import re
from dataclasses import replace

import pytest

from indicators.city import Bulletin, Words
from indicators.model import Text
from indicators.tables.curated import load, read_folder
from indicators.tables.folder import write_folder
from indicators.tables.rows import dataset_of, rows_of


def test_how_a_city_signs_its_bulletin_is_read_back_from_folder_and_rows(dataset, tmp_path):
    for bulletin in (
        Bulletin("某市科技局", "科通{issue}号", "各区", 10, "The bureau", "No. {issue}", "All districts"),
        Bulletin(),
    ):
        given = replace(dataset, city=replace(dataset.city, bulletin=bulletin))
        write_folder(given, tmp_path)
        assert load(tmp_path).city.bulletin == bulletin
        assert dataset_of(rows_of(given), given.city.release).city.bulletin == bulletin


def test_a_city_says_its_time_zone_and_what_its_releases_are_called(dataset, tmp_path):
    at, numbers = dt.datetime(2026, 7, 1, 3, 5, tzinfo=dt.UTC), {"year": 2026, "ordinal": 2, "number": 9}
    english = replace(dataset.city, name=Text("Riverton", "Riverton"), time_zone="", words=Words())
    for city, moment, name in (
        (
            replace(dataset.city, time_zone="", words=Words()),
            "2026-07-01 11:05",
            Text("2026年第2版", "Release 2 of 2026"),
        ),
        (english, "2026-07-01 03:05", Text("Release 2 of 2026", "Release 2 of 2026")),
        (
            replace(english, time_zone="Europe/London", words=Words(release="Edition {number}")),
            "2026-07-01 04:05",
            Text("Edition 9", "Edition 9"),
        ),
        (
            replace(
                dataset.city, time_zone="Asia/Urumqi", words=Words(release="第{number}期", release_en="No. {number}")
            ),
            "2026-07-01 09:05",
            Text("第9期", "No. 9"),
        ),
    ):
        assert (city.moment(at), city.release_name(**numbers)) == (moment, name)
        assert city.moment_of(moment) == at
        given = replace(dataset, city=city)
        write_folder(given, tmp_path)
        for again in (load(tmp_path).city, dataset_of(rows_of(given), city.release).city):
            assert (again.time_zone, again.words) == (city.time_zone, city.words)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ('time_zone = "Asia/Changzhou"', "not-a-zone"),
        ('time_zone = "../etc/passwd"', "not-a-zone"),
        ('words.release = "新版"', "not-a-release-name"),
        ('words.release_en = "Release {ordinal}"', "not-a-release-name"),
    ],
)
def test_a_zone_that_is_none_and_a_name_of_several_releases_are_refused(dataset, tmp_path, line, kind):
    write_folder(dataset, tmp_path)
    told = (tmp_path / "city.toml").read_text(encoding="utf-8")
    name = line.partition(" ")[0].removeprefix("words.")
    told = re.sub(rf"(?m)^{name} = .*$", lambda _: line.removeprefix("words."), told)
    (tmp_path / "city.toml").write_text(told, encoding="utf-8")
    found, problems = read_folder(tmp_path)
    assert [one.kind for one in problems if one.is_error] == [kind]
    assert "{{" not in problems[0].remedy.en
    assert found is None


def test_what_a_city_calls_its_parts_is_read_back_and_stands_in_sentences(dataset, tmp_path):
    said = Text("{city}各{parts}，{whole}在{among}中", "{Parts} of {whole}, a {part}; {among}; {peers}")
    for words, zh, en in (
        (
            Words(),
            "{city}各辖市区，全市在全省{of}个设区市中",
            "Districts of the city, a district; {of} cities of the province",
        ),
        (
            Words("县", "borough", "各县", "boroughs", "全域", "all of it", "", "", "{of}市", "{of} towns"),
            "{city}各各县，全域在{of}市中",
            "Boroughs of all of it, a borough; {of} towns",
        ),
        (
            Words(parts="乡{镇}", among="{0}座{of}城"),
            "{city}各乡镇，全市在0座{of}城中",
            "Districts of the city, a district; {of} cities of the province",
        ),
    ):
        given = replace(dataset, city=replace(dataset.city, words=words))
        write_folder(given, tmp_path)
        assert load(tmp_path).city.words == words
        assert dataset_of(rows_of(given), given.city.release).city.words == words
        assert given.city.says(said) == Text(zh, f"{en}; cities of the province")
