"""What a city says of itself in city.toml comes back from every place where it is kept."""

from dataclasses import replace

from indicators.city import Bulletin
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
