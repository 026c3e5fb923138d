"""What is built of this project works where it is installed: assets, templates and the city come with it."""

import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.request
from http.cookiejar import CookieJar
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.browser.conftest import _free_port, _wait_until_it_answers
from tests.conftest import ROOT

LEFT_OUT = (".*", "node_modules", "tests", "build", "*.egg-info", "__pycache__")


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """Return the folder of an environment of its own into which the built wheel was installed."""
    home = tmp_path_factory.mktemp("wheel")
    source, environment = home / "source", home / "environment"
    shutil.copytree(ROOT, source, ignore=shutil.ignore_patterns(*LEFT_OUT))
    pip = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", str(home), str(source)]
    subprocess.run(build, check=True, cwd=home)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    [wheel] = home.glob("*.whl")
    python = str(environment / "bin" / "python")
    subprocess.run([*pip, "--python", python, "install", "--no-deps", "--no-index", str(wheel)], check=True, cwd=home)
    [own] = environment.glob("lib/*/site-packages")
    # What it depends on is that of these tests; the project itself comes from the wheel alone.
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return environment


def surroundings(folder, **more):
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("INNOVATION_", "PYTHONPATH"))}
    return {**plain, "XDG_STATE_HOME": str(folder / "state"), "INNOVATION_PROCESSES": "1", **more}


def test_the_command_says_which_version_it_is(installed, tmp_path):
    """It has the name of its distribution, by which `pipx run` finds it."""
    told = subprocess.run(
        [installed / "bin" / "innovation-dashboard", "--version"],
        cwd=tmp_path,
        env=surroundings(tmp_path),
        check=True,
        capture_output=True,
        text=True,
    )
    assert version("innovation-dashboard") in told.stdout


def signed_in(address, name, password):
    """What who signs in at a site is shown."""
    jar = CookieJar()
    visitor = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    visitor.open(f"{address}/sign-in")
    [token] = [one.value for one in jar if one.name == "csrf_token"]
    form = urlencode({"name": name, "password": password}).encode()
    asked = urllib.request.Request(f"{address}/sign-in", form, {"X-CSRFToken": token})  # noqa: S310 - our own address
    with visitor.open(asked) as answer:
        return answer.url.removeprefix(address), answer.read().decode()


def test_a_wheel_serves_its_city_and_who_signs_in_from_an_empty_folder(installed, tmp_path):
    port, log, empty = _free_port(), tmp_path / "log", tmp_path / "empty"
    empty.mkdir()
    own = surroundings(tmp_path, HOST="127.0.0.1", PORT=str(port))
    command = installed / "bin" / "innovation-dashboard"
    adding = [command, "accounts", "--add", "wang", "--role", "reporter"]
    added = subprocess.run(adding, cwd=empty, env=own, check=True, capture_output=True, text=True)
    with (
        log.open("wb") as out,
        subprocess.Popen(
            [command, "serve"], cwd=empty, env=own, stdin=subprocess.DEVNULL, stdout=out, stderr=out
        ) as server,
    ):
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_it_answers(address, server, log)
            for path, words in {"/": "常州市", "/sign-in": "登录", "/assets/page.js": "window.site"}.items():
                with urllib.request.urlopen(address + path) as answer:  # noqa: S310 - our own address
                    assert words in answer.read().decode(), path
            place, page = signed_in(address, "wang", added.stdout.split()[-1])
            assert (place.partition("?")[0], "新密码" in page) == ("/password", True)  # a password of one's own first
        finally:
            server.terminate()
    assert list(empty.iterdir()) == []
    assert (tmp_path / "state" / "innovation-dashboard" / "changzhou").is_dir()
    assert not (Path(installed) / ".state").exists()
