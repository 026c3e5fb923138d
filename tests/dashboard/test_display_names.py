"""What anybody may read names people as they wish to be called, never by the names with which they sign in."""

import io
import zipfile

import pytest

from dashboard.pages import PAGES
from dashboard.reports.compose import compose, last_issue
from dashboard.reports.ready import READY
from dashboard.web.interface.resources import RESOURCES
from indicators.accounts import Account, ChangedError, Role
from indicators.problems import UsageError
from tests.dashboard.conftest import PASSWORD, Visitor, open_office
from tests.dashboard.test_filing import FLIP, published, workbook

NAMED, NAMELESS, READER = "qzx-7731", "vbn-0042", "rdr-5150"
CALLED = "王芳"
BLANKS = {"page:region": "xinbei", "page:indicator": "hitech-firms", "page:upload": "1", "int:number": "2"}
FOLDERS = ("/assets/", "/_dash", "/report/files")
"""Files that are the same for every installation, and packs, which are walked as documents."""


@pytest.fixture(scope="module")
def signed_office(settings, tmp_path_factory):
    """Return a dashboard whose releases were published by somebody with a display name, and by somebody without."""
    app = open_office(settings, tmp_path_factory.mktemp("signed"))
    desk = app.server.extensions["desk"]
    for name, roles, display in ((NAMED, set(Role), CALLED), (NAMELESS, set(Role), ""), (READER, {Role.VIEWER}, "")):
        desk.people.enter("test", Account(name, frozenset(roles), display=display), "the first password")
        desk.signing.change_password(name, "the first password", PASSWORD)
    published(app, Visitor(app, NAMED), workbook(FLIP))
    desk.filing.restore(desk.people.named(NAMELESS), 1, base=2, reason="核实后取回")
    return app


def addresses(app):
    """Every address of the site that can be looked at, and every form in which exhibits and resources are given."""
    for page in PAGES:
        yield page.path.replace("<name>", BLANKS.get(f"page:{page.name}", ""))
    for rule in app.server.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments and not rule.rule.startswith(FOLDERS):
            yield rule.rule
    for resource in RESOURCES.keys() - {"observations"}:
        yield from (f"/api/v1/{resource}{suffix}" for suffix in ("", ".csv"))
    yield from (f"/api/v1/releases/{number}" for number in (1, 2, 3))
    yield from (f"/export/releases/releases.{suffix}" for suffix in ("xlsx", "csv", "docx", "pptx", "json"))
    yield from ("/releases?from=1&to=2", "/part/releases/releases/table", "/part/releases/releases/rows0")
    yield from (f"/_find?q={name}" for name in (NAMED, NAMELESS))


def words(content):
    """The bytes of an answer, and of every part of it where it is packed."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return b"\n".join(words(packed.read(name)) for name in packed.namelist())


@pytest.mark.parametrize("who", [None, READER])
def test_no_address_tells_a_reader_with_which_name_somebody_signs_in(signed_office, who):
    client = Visitor(signed_office, who).client
    naming, seen = [], 0
    for address in dict.fromkeys(addresses(signed_office)):
        answer = client.get(address, buffered=True)
        seen += answer.status_code == 200
        name = address.partition("?q=")[2]  # what was asked for is said again
        naming += [address for other in {NAMED, NAMELESS} - {name} if other.encode() in words(answer.data)]
    assert naming == []
    assert seen > 40


def test_no_report_tells_with_which_name_somebody_signs_in(signed_office):
    desk = signed_office.server.extensions["desk"]
    for ready in READY.values():
        listing = ready.make(desk.dataset(2))
        document = compose(listing, desk.dataset(2), "https://x.example", last_issue(listing, desk.dataset))
        assert not any(name in repr(document.parts) for name in (NAMED, NAMELESS)), listing.title


def test_a_reader_is_told_who_published_by_the_display_name_and_staff_by_both(signed_office):
    for who in (None, READER):
        page = Visitor(signed_office, who).get("/releases").text
        assert (CALLED in page, "经办人" in page) == (True, True)
    for path in ("/releases", "/export/log/log.csv", "/accounts", "/data/uploads/1"):
        page = Visitor(signed_office, NAMELESS).get(path).text
        assert (NAMED in page, CALLED in page) == (True, True), path


def test_who_has_no_display_name_is_an_officer_in_the_language_of_the_reader(signed_office):
    client = Visitor(signed_office).client
    page = client.get("/releases", headers={"Accept-Language": "en"}).text
    assert "an officer" in page
    assert "经办人" not in page


def test_the_owner_and_the_administrator_set_a_display_name_and_the_log_stays_whole(signed_office):
    desk, both = signed_office.server.extensions["desk"], Visitor(signed_office, "both")
    assert both.post("/display-name", display="  赵  敏 ").status_code == 302
    assert desk.people.named("both").display == "赵 敏"
    assert both.get("/data").status_code == 200  # the session goes on
    published(signed_office, both, workbook(FLIP))
    before = Visitor(signed_office).get("/releases").text
    Visitor(signed_office, "administrator").post(
        "/accounts/both", roles=["reporter", "reviewer"], active="yes", display="敏敏"
    )
    after = Visitor(signed_office).get("/releases").text
    assert ("赵 敏" in before, "赵 敏" in after, "敏敏" in after) == (True, False, True)  # the log keeps whose it was
    line = next(line for line in desk.people.lines() if line.action == "release.published" and line.subject == "4")
    assert (line.by, desk.people.faults()) == ("both", ())


@pytest.mark.parametrize("display", ["both", "BOTH", "both（科技局）", "甲 viewer", "x" * 41, "甲\u202e乙"])
def test_a_display_name_that_gives_a_sign_in_name_away_or_cannot_be_read_is_refused(office, display):
    answer = Visitor(office, "both").post("/display-name", display=display)
    assert 'class="said" role="alert"' in answer.text
    assert 'class="said"' not in Visitor(office, "both").get("/display-name").text  # a hint is no fault
    assert answer.status_code == 400
    assert "显示姓名" in answer.text
    assert office.server.extensions["desk"].people.named("both").display == ""


def test_an_account_is_not_named_as_somebody_is_called_already(signed_office):
    people = signed_office.server.extensions["desk"].people
    people.call("test", "auditor", "Li Lei")
    for name in ("lei", "Li"):
        with pytest.raises(UsageError, match="显示姓名"):
            people.enter("test", Account(name, frozenset({Role.VIEWER})), "a long enough password")


def test_nobody_without_an_account_sets_a_display_name(office):
    stranger, people = Visitor(office), office.server.extensions["desk"].people
    before = people.every()
    assert stranger.get("/display-name").location == "/sign-in?next=/display-name"
    assert stranger.post("/display-name", display="甲").status_code == 302
    assert people.every() == before


def test_of_a_naming_and_a_change_of_roles_at_once_none_undoes_the_other(signed_office, monkeypatch):
    """What was read before somebody else wrote is not written."""
    people = signed_office.server.extensions["desk"].people
    saved, administrator = people._store.save, people.named("administrator")

    def meanwhile(*about):
        monkeypatch.setattr(people._store, "save", saved)
        people.change(administrator, Account("viewer", frozenset({Role.REPORTER})))
        saved(*about)

    monkeypatch.setattr(people._store, "save", meanwhile)
    with pytest.raises(ChangedError):
        people.call_oneself(people.named("viewer"), "甲")
    assert people.named("viewer").roles == {Role.REPORTER}
