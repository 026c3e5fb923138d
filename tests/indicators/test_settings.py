"""What a city says of itself in city.toml comes back from every place where it is kept."""

from dataclasses import replace

from indicators.city import Bulletin, Words
from indicators.model import Text
from indicators.tables.curated import load
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
