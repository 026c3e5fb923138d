"""The small plotly bundle is the twin of the one in the Python package."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from plotly.offline import get_plotlyjs_version

BUNDLE = "plotly-1-cartesian.min.js"
LOCALE = "plotly-2-locale-zh-cn.js"


@pytest.fixture(scope="module")
def vendor(root):
    """Return the folder of the fetched files; without npm there is none, and the larger bundle serves."""
    if shutil.which("npm") is None:
        pytest.skip("npm is not installed, so the dashboard uses the bundle of the Python package")
    return root / "dashboard" / "assets" / "vendor"


def test_npm_pins_the_version_that_python_bundles(root):
    """Figures made by the Python package are drawn by the plotly.js that it was made for."""
    wanted = json.loads((root / "dashboard/browser/package.json").read_text(encoding="utf-8"))["dependencies"]
    assert set(wanted.values()) == {get_plotlyjs_version()}


def test_the_bundle_that_was_fetched_is_of_that_version(vendor):
    """The file in the assets is the version that is pinned."""
    with (vendor / BUNDLE).open(encoding="utf-8") as bundle:
        version = re.search(r"plotly\.js \(cartesian - minified\) v(\S+)", bundle.read(500))
    assert version
    assert version[1] == get_plotlyjs_version()


def test_dash_loads_the_bundle_before_its_locale(vendor):
    """Dash loads assets in the order of their names, and the locale registers with the bundle."""
    assert sorted(path.name for path in vendor.glob("*.js")) == [BUNDLE, LOCALE]
    assert "zh-CN" in (vendor / LOCALE).read_text(encoding="utf-8")
