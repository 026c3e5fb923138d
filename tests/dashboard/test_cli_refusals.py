"""A call that cannot be read is answered in the language of the terminal, with what is wrong and how to mend it."""

import argparse

import pytest

from dashboard.cli import main as cli
from dashboard.cli.refusals import problem
from indicators.language import Language, speaking
from tests.dashboard.test_cli_help import COMMANDS, LOCALES
from tests.house.test_code import HAN

OF_ARGPARSE = ("error:", "unrecognized", "required:", "invalid", "choose from", "expected", "ambiguous", "ignored")


def refused(words, language, monkeypatch, capsys):
    """What is said of a call, after the line of usage."""
    monkeypatch.setenv("LC_ALL", LOCALES[language])
    with pytest.raises(SystemExit) as ended:
        cli.main(words)
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith({Language.CHINESE: "用法：", Language.ENGLISH: "usage: "}[language])
    sentence = said.splitlines()[-1]
    assert not [word for word in OF_ARGPARSE if word in sentence]
    assert bool(HAN.search(sentence)) == (language is Language.CHINESE)
    return sentence


def wrong_calls(command):
    """Calls of a command that argparse refuses, each with a word that the answer must hold."""
    needed = [one for one in command.options if not one.flags[0].startswith("-") and "nargs" not in one.reading]
    given = [str(one.reading.get("choices", ("1",))[0]) for one in needed]
    given += [word for one in command.options if one.reading.get("required") for word in (one.flags[0], "x")]
    yield ["--no-such-option", *given], "--no-such-option"
    yield [*given, "one-word-too-many", "x"], "one-word-too-many"
    if given:
        yield [], needed[0].flags[0] if needed else next(one.flags[0] for one in command.options)
    for option in command.options:
        name = option.flags[0]
        if name.startswith("-"):
            is_flag = option.reading.get("action") == "store_true"
            yield [*given, f"{name}=x"] if is_flag else [*given, name], name
        if option.reading.get("type") is int and name.startswith("-"):
            yield [*given, name, "latest"], "latest"
        if "choices" in option.reading:
            yield ["neither"], option.reading["choices"][0]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_says_what_it_cannot_read_and_how_it_is_mended(name, language, monkeypatch, capsys):
    for words, named in wrong_calls(COMMANDS[name]):
        if name == "new-city" and named == "one-word-too-many":
            continue  # its one word is the folder
        sentence = refused([name, *words], language, monkeypatch, capsys)
        assert sentence.startswith(f"innovation-dashboard {name}")
        assert f"innovation-dashboard {name} --help" in sentence
        assert named in sentence


@pytest.mark.parametrize("language", Language)
def test_a_command_that_there_is_not_is_answered_by_the_nearest_that_there_is(language, monkeypatch, capsys):
    assert " serve" in refused(["sreve"], language, monkeypatch, capsys).partition("can be")[0].partition("可写")[0]
    assert "--help" in refused([], language, monkeypatch, capsys)
    assert "--release" in refused(["assess", "--releas-e", "1"], language, monkeypatch, capsys)
    assert "--by" in refused(["publish", "x.xlsx"], language, monkeypatch, capsys)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "words",
    [
        ["validate", "nowhere.xlsx"],
        ["report", "monthly", "-o", "nowhere/monthly.docx"],
        ["backup", "nowhere/all.zip"],
        ["check", "nowhere"],
        ["validate", "."],
    ],
)
def test_a_file_that_is_not_there_is_named_in_the_language_of_the_terminal(
    words, language, monkeypatch, capsys, tmp_path, cities
):
    monkeypatch.setenv("LC_ALL", LOCALES[language])
    monkeypatch.setenv("INNOVATION_DATA", str(cities))
    monkeypatch.setenv("INNOVATION_STATE", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    assert cli.main(words) == 1
    said = capsys.readouterr().err
    assert "Errno" not in said
    assert words[-1].partition("/")[0] in said
    assert bool(HAN.search(said)) == (language is Language.CHINESE)


@pytest.mark.parametrize("language", Language)
def test_whatever_else_argparse_may_come_to_say_is_no_english_in_a_chinese_terminal(language):
    with speaking(language):
        assert bool(HAN.search(problem("something that it never said"))) == (language is Language.CHINESE)
        for message in (
            "argument --json: ignored explicit argument 'x'",
            "ambiguous option: --re could match --region, --release",
            str(argparse.ArgumentError(None, "argument --release: invalid float value: 'x'")),
        ):
            assert bool(HAN.search(problem(message))) == (language is Language.CHINESE)
