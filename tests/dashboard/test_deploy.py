"""What is handed out for running the dashboard fits the dashboard: settings, commands, folders, limits, locks."""

import configparser
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.settings import SETTINGS, Settings
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = {"innovation-dashboard.service": "serve", "innovation-dashboard-work.service": "work"}
NAME = re.compile(r"\b(INNOVATION_[A-Z_]+)\b")


def text(name):
    return (DEPLOY / name).read_text(encoding="utf-8")


def instructions():
    """Return the instructions of the container file: (name, words)."""
    lines = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", text("Containerfile"), flags=re.MULTILINE)).splitlines()
    return [tuple(line.split(maxsplit=1)) for line in lines if line.strip()]


def words(name):
    return [rest for found, rest in instructions() if found == name]


def unit(name):
    parser = configparser.ConfigParser(strict=False, interpolation=None, comment_prefixes="#", delimiters="=")
    parser.optionxform = str
    parser.read_string(text(name))
    return parser


def test_the_table_of_settings_is_that_of_the_dashboard():
    """Each setting stands in the table with its own words, in the order of the dashboard, and no other does."""
    lines = ["| setting | 含义 | meaning |", "|---|---|---|"]
    lines += [f"| `{row.name}` | {row.about.zh} | {row.about.en} |" for row in SETTINGS]
    table = "\n".join(lines)
    found = re.search(r"<!-- settings -->\n(.*)\n<!-- end of settings -->", text("README.md"), re.DOTALL)
    assert found, table
    assert found[1] == table, table


@pytest.mark.parametrize("path", sorted(path.name for path in DEPLOY.iterdir()))
def test_no_file_names_a_setting_that_does_not_exist(path):
    """A variable that is named anywhere here is read by the dashboard."""
    assert set(NAME.findall(text(path))) <= {row.name for row in SETTINGS}


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_starts_a_command_that_exists_and_may_write_its_state_only(name):
    service = unit(name)["Service"]
    program, command = service["ExecStart"].split()
    assert (Path(program).name, command) == ("innovation-dashboard", UNITS[name])
    helped = subprocess.run(
        [Path(sys.executable).with_name("innovation-dashboard"), command, "--help"], capture_output=True, check=False
    )
    assert helped.returncode == 0
    assert service["Environment"] == f"INNOVATION_STATE=%S/{service['StateDirectory']}"
    hard = {"ProtectSystem": "strict", "NoNewPrivileges": "yes", "Restart": "always", "CapabilityBoundingSet": ""}
    assert {key: service[key] for key in hard} == hard
    assert service["User"] not in {"", "root"}


def test_a_unit_waits_for_requests_longer_than_the_parent_does():
    """Systemd kills what is left only after the parent has ended its processes by itself."""
    from dashboard.serving import parent

    for name in UNITS:
        service = unit(name)["Service"]
        assert service["KillMode"] == "mixed"
        assert int(service["TimeoutStopSec"]) > parent._SECONDS_TO_END


def test_the_image_copies_what_exists_and_installs_from_locks_alone():
    for line in words("COPY"):
        *sources, _ = [word for word in shlex.split(line) if not word.startswith("--")]
        assert "--from" in line or [name for name in sources if not (ROOT / name).exists()] == []
    installs = [line for line in words("RUN") if "pip install" in line]
    assert [line for line in installs if "--require-hashes" in line] + [installs[-1]] == installs
    assert "--no-deps --no-build-isolation" in installs[-1]
    needs = re.findall(r"[\w/.-]+\.lock", " ".join(installs))
    assert [name for name in needs if not (ROOT / name).is_file()] == []
    known = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--help"], capture_output=True, text=True, check=True
    )
    assert {option for line in installs for option in re.findall(r" (--[a-z-]+)", line)} <= set(
        re.findall(r"--[a-z-]+", known.stdout)
    )


def test_the_image_lets_through_what_it_copies_and_no_more():
    """What is ignored beside the container file is everything but what is copied from the project."""
    let_through = {line[1:] for line in text("Containerfile.dockerignore").splitlines() if line.startswith("!")}
    copied = [shlex.split(line) for line in words("COPY") if "--from" not in line]
    assert {word for line in copied for word in line[:-1] if not word.startswith("dashboard/")} == let_through


def test_the_image_runs_without_root_and_is_asked_how_it_is():
    ran = [name for name, _ in instructions()]
    assert words("USER")[-1] not in {"0", "root"}
    assert "RUN" not in ran[ran.index("USER") :]
    assert "/health" in words("HEALTHCHECK")[0]
    check = json.loads(words("HEALTHCHECK")[0].split("CMD", 1)[1])
    compile(check[-1], "the health check", "exec")
    assert json.loads(words("CMD")[-1]) == ["innovation-dashboard", "serve"]
    assert dict(pair.split("=", 1) for pair in words("ENV")[0].split())["INNOVATION_STATE"] == words("VOLUME")[0]


def test_the_site_lets_through_the_largest_upload_and_closes_connections_first():
    """A workbook that the dashboard takes is not refused before; no request meets a connection that is just closed."""
    from dashboard.serving import channels
    from dashboard.web.actions import LARGEST_UPLOAD

    site = text("nginx.conf")
    assert int(re.search(r"client_max_body_size +(\d+)m", site)[1]) * 1024**2 > LARGEST_UPLOAD
    upstream = re.search(r"upstream .*?\n}", site, re.DOTALL)[0]
    assert int(re.search(r"keepalive_timeout (\d+)s", upstream)[1]) < channels._IDLE_IN_SECONDS


def test_what_machines_share_is_apart_from_what_each_keeps(cities, tmp_path):
    """Secret and kept files are in the folder of all machines; without one, in the state folder."""
    settings = Settings(state=tmp_path / "own", shared=tmp_path / "all", data=cities)
    city = settings.folder().name
    assert (settings.home(), settings.shared_home()) == (tmp_path / "own" / city, tmp_path / "all" / city)
    assert Settings(state=tmp_path / "own", data=cities).shared_home() == tmp_path / "own" / city
