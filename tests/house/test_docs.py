"""What the command line and the environment offer is documented, or the test fails."""

from __future__ import annotations


def test_every_setting_is_in_the_readme(root):
    """Each variable of the environment stands in the README."""
    from dashboard.settings import SETTINGS

    readme = (root / "README.md").read_text(encoding="utf-8")
    assert [one.name for one in SETTINGS if f"`{one.name}`" not in readme] == []


def test_every_command_is_in_the_readme(root):
    """Each command of the command line is typed in the README."""
    from dashboard.cli.main import COMMANDS

    readme = (root / "README.md").read_text(encoding="utf-8")
    assert [one.name for one in COMMANDS if f"innovation-dashboard {one.name}" not in readme] == []


def test_every_page_is_in_the_readme(root):
    """Each address of a page stands in the README, without the name in it."""
    from dashboard.pages import PAGES

    readme = (root / "README.md").read_text(encoding="utf-8")
    assert [page.path for page in PAGES if f"`{page.path.split('<')[0]}" not in readme] == []
