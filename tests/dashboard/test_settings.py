"""Settings come from the environment, once."""

import pytest

from dashboard.settings import Settings


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", ""])
def test_a_port_that_is_none_is_refused_with_a_sentence(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(ValueError, match="1 to 65535"):
        Settings.from_environ()


def test_the_environment_decides(monkeypatch, tmp_path):
    for name, value in {"HOST": "0.0.0.0", "PORT": "9000", "INNOVATION_DATA": str(tmp_path)}.items():  # noqa: S104
        monkeypatch.setenv(name, value)
    settings = Settings.from_environ()
    assert (settings.host, settings.port, settings.data) == ("0.0.0.0", 9000, tmp_path)  # noqa: S104


def test_of_several_cities_one_has_to_be_named(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "city.toml").touch()
    with pytest.raises(FileNotFoundError, match="one, two"):
        Settings(data=tmp_path).folder()
    assert Settings(data=tmp_path, city="two").folder() == tmp_path / "two"
