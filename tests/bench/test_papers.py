"""What the suite shows on a sample or a small city, over everything: the offline pack of the whole city."""

from dashboard.export.paper.painter import Painter
from dashboard.reports import workshop
from tests.export import offices


def test_every_link_of_the_offline_pack_of_the_city_leads_to_a_file_of_it_or_out_of_it(dataset, monkeypatch):
    monkeypatch.setattr(Painter, "paint", lambda *_: b"<svg></svg>")  # the pictures have tests of their own
    _, content = workshop.written(lambda _: dataset, "", workshop.OFFLINE, "https://a.example", lambda *_: None)
    assert offices.astray(content) == []
