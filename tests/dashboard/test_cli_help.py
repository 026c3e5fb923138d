"""The command line explains itself in the reader's language, and shells complete what it takes."""

import shlex
import subprocess

import pytest

from dashboard.cli import main as cli
from dashboard.cli.helping import parser
from dashboard.settings import SETTINGS
from indicators.language import Language, speaking
from tests.house.test_code import HAN

COMMANDS = {command.name: command for command in cli.COMMANDS}
LOCALES = {Language.CHINESE: "zh_CN.UTF-8", Language.ENGLISH: "en_GB.UTF-8"}


def explained(words, language, monkeypatch, capsys):
    monkeypatch.setenv("LC_ALL", LOCALES[language])
    monkeypatch.setenv("COLUMNS", "400")
    with pytest.raises(SystemExit) as ended:
        cli.main([*words, "--help"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_is_explained_in_both_languages_with_a_call_that_can_be_typed(name, monkeypatch, capsys):
    chinese, english = (explained([name], one, monkeypatch, capsys) for one in Language)
    assert not HAN.search(english)
    for option in COMMANDS[name].options:
        assert option.about.zh in chinese
        assert option.about.en in english
    for text in (chinese, english):
        program, *words = shlex.split(text.rstrip().splitlines()[-1])
        assert program == "innovation-dashboard"
        assert parser(cli.COMMANDS).parse_args(words).run is COMMANDS[name].run


@pytest.mark.parametrize("language", Language)
def test_the_whole_help_names_each_command_and_each_setting_in_one_language(language, monkeypatch, capsys):
    text = explained([], language, monkeypatch, capsys)
    with speaking(language):
        for command in cli.COMMANDS:
            assert str(command.about) in text
        for setting in SETTINGS:
            assert f"{setting.name} " in text
            assert str(setting.about) in text
    assert bool(HAN.search(text)) == (language is Language.CHINESE)


@pytest.fixture(scope="module")
def bash(tmp_path_factory):
    """Return what a real bash offers for the words of a call, the last of which is being typed."""
    script = tmp_path_factory.mktemp("completion") / "completion.bash"
    with script.open("w", encoding="utf-8") as file, pytest.MonkeyPatch.context() as surroundings:
        surroundings.setattr("sys.stdout", file)
        assert cli.main(["completion", "bash"]) == 0

    def offered(*words):
        typed = " ".join(shlex.quote(word) for word in ("innovation-dashboard", *words))
        lines = f"""source {shlex.quote(str(script))}
            COMP_WORDS=({typed}); COMP_CWORD={len(words)}; COMPREPLY=()
            $(complete -p innovation-dashboard | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            printf '%s\\n' "${{COMPREPLY[@]}}" """
        done = subprocess.run(["bash", "--norc", "-c", lines], capture_output=True, text=True, check=True)
        return {word.strip() for word in done.stdout.splitlines()}

    return offered


def test_bash_completes_commands_options_and_choices(bash):
    assert set(COMMANDS) <= bash("")
    assert bash("re") == {"releases", "report", "restore", "restore-backup"}
    assert bash("assess", "--") >= {"--as-of", "--method", "--plan", "--json"}
    assert bash("assess", "--method", "pa") == {"pace"}
    assert bash("report", "mon") == {"monthly"}
    assert bash("completion", "") >= {"bash", "zsh", "tcsh"}
    assert "reviewer" in bash("accounts", "--role", "rev")


@pytest.mark.parametrize("shell", ["zsh", "tcsh"])
def test_other_shells_are_given_every_command(shell, capsys):
    assert cli.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert [name for name in COMMANDS if name not in script] == []


def test_what_is_offered_refuses_no_other_word(capsys):
    """The sentence that names what there is stands in the reader's language; argparse has only English."""
    assert cli.main(["assess", "--method", "guess"]) == 1
    assert "pace" in capsys.readouterr().err
