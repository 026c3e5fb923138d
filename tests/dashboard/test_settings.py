"""Settings come from the environment, once."""

from contextlib import suppress

import pytest

from dashboard.settings import SETTINGS, Settings
from indicators.language import Language, speaking
from tests.house.test_code import HAN


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", ""])
def test_a_port_that_is_none_is_refused_with_a_sentence(monkeypatch, port):
    monkeypatch.setenv("PORT", port)
    for language in Language:
        with speaking(language), pytest.raises(ValueError, match=r"PORT=.*1.*65535") as refused:
            Settings.from_environ()
        assert bool(HAN.search(str(refused.value))) == (language is Language.CHINESE)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.name)
def test_what_a_setting_cannot_be_is_said_in_the_language_of_the_terminal(monkeypatch, setting, language):
    monkeypatch.setenv(setting.name, "neither this nor that\n")
    with speaking(language), suppress(ValueError):
        Settings.from_environ()
        return  # it takes any words
    with speaking(language), pytest.raises(ValueError, match=setting.name) as refused:
        Settings.from_environ()
    assert bool(HAN.search(str(refused.value))) == (language is Language.CHINESE)


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
