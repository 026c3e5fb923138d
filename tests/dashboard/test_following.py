"""A reader follows a goal, an indicator or a district by mail: asked, confirmed, written to once, and forgotten."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from sqlalchemy import delete, select

from dashboard.app import create_app
from dashboard.home.secret import secret
from dashboard.opening import open_desk, open_the_store
from dashboard.serving import care
from dashboard.settings import Settings
from dashboard.web.following.links import CONFIRM, LEAVE, Links, Wish
from dashboard.web.following.sending import send_due
from indicators.desk import Desk
from indicators.language import Language, speaking
from indicators.releases.followers import Follower
from indicators.store.tables import FOLLOWER
from indicators.table import MetricTable
from indicators.words import wording
from tests import mailserver
from tests.dashboard.conftest import Visitor
from tests.store.builders import published

HOME = "https://kpi.example"
WANG = "wang@office.example"
PLACES = itertools.count(1)


@pytest.fixture(scope="module")
def server():
    """Return a mail server."""
    with mailserver.running() as running:
        yield running


@pytest.fixture
def mails(server):
    """Return the mail server, with no mail yet."""
    server.mails.clear()
    server.refuses = ""
    return server


def settled(settings, folder, server):
    """Return the settings of a site that sends mails."""
    return replace(settings, state=folder, address=HOME, smtp=server.address, smtp_from="kpi@office.example")


@pytest.fixture(scope="module")
def site(settings, server, dataset, later, tmp_path_factory):
    """Return the settings, the desk and the application of a site with two releases; tests of one module share it."""
    own = settled(settings, tmp_path_factory.mktemp("followed"), server)
    desk = Desk(open_the_store(own))
    desk.bring_in(dataset, by="test", reason="first")
    desk.bring_in(later[0], by="test", reason="later")
    return own, desk, create_app(own)


@pytest.fixture
def own(site, mails):
    """Return the settings of the site that tests share."""
    return site[0]


@pytest.fixture
def desk(site, mails):
    """Return the desk of the site that tests share, which nobody follows yet."""
    desk = site[1]
    yield desk
    with desk._store.database.writing(desk._store.city) as connection:
        connection.execute(delete(FOLLOWER))


@pytest.fixture
def reader(site, desk):
    """Return somebody at a place of their own who reads the site, and carries the token of its pages."""
    return visitor(site[2])


def visitor(app):
    found = Visitor(app)
    found.client.environ_base["REMOTE_ADDR"] = f"10.0.0.{next(PLACES)}"
    return found


def follows(desk, kind, name, language=Language.CHINESE, address=WANG):
    """Let an address follow something since the first release."""
    desk._store.follow(Follower(address, kind, name, language, 1))


def link_in(mail):
    return re.search(rf"{HOME}(/follow/\S+)", mail.get_content())[1]


def everything(desk):
    """What the database holds of followers, as text."""
    with desk._store.database.reading() as connection:
        return str(connection.execute(select(FOLLOWER)).all())


def test_who_confirms_is_written_to_once_of_a_release_that_changes_it_and_forgotten_with_one_click(
    settings, dataset, later, mails, tmp_path
):
    own, (changed, target) = settled(settings, tmp_path, mails), later
    desk = Desk(open_the_store(own))
    desk.bring_in(dataset, by="test", reason="first")
    reader = visitor(create_app(own))
    search = f"indicator={target.key.indicator}"
    assert f'href="/follow?{search}"' in reader.get(f"/indicators/{target.key.indicator}").text
    assert reader.get(f"/follow?{search}").status_code == 200
    assert reader.post(f"/follow?{search}", address=WANG).status_code == 200
    assert everything(desk) == "[]"  # not before it is confirmed
    assert mails.mails[0]["To"] == WANG
    link = link_in(mails.mails[0])
    assert reader.get(link).status_code == 200
    assert everything(desk) == "[]"  # programs that look through mails follow links
    assert "已订阅" in reader.client.post(link).text
    assert WANG in everything(desk)
    assert list(send_due(own, desk)) == []
    desk.bring_in(changed, by="test", reason="later")
    assert list(send_due(own, desk)) == [2]
    assert list(send_due(own, open_desk(own))) == []
    (mail,) = mails.mails[1:]
    assert "→" in mail.get_content()
    assert "未完成 → " in mail.get_content()
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    leave = mail["List-Unsubscribe"].strip("<>").removeprefix(HOME)
    page = urlsplit(re.search(rf"{HOME}/(?!follow)\S+", mail.get_content())[0])
    assert reader.get(f"{page.path}?{page.query}").status_code == 200
    assert reader.client.post(leave, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert everything(desk) == "[]"


@pytest.mark.parametrize(("kind", "language"), [("goal", Language.ENGLISH), ("region", Language.CHINESE)])
def test_a_mail_is_in_the_language_of_its_reader_and_tells_of_what_is_followed_alone(
    own, desk, mails, later, kind, language
):
    target = later[1]
    follows(desk, kind, {"goal": target.id, "region": target.key.region}[kind], language)
    follows(desk, "region", "liyang", address="li@office.example")
    assert list(send_due(own, desk)) == [2]
    (mail,) = mails.mails
    assert mail["To"] == WANG
    has_han = bool(re.search(r"[\u4e00-\u9fff]", mail["Subject"] + mail.get_content()))
    assert has_han == (language is Language.CHINESE)


def test_a_figure_that_flips_no_light_is_news_too(settings, dataset, mails, tmp_path):
    own = settled(settings, tmp_path, mails)
    desk = Desk(open_the_store(own))
    desk.bring_in(dataset, by="test", reason="first")
    figures = dataset.table.observations
    one = next(one for one in figures if one.is_actual and one.key.indicator == "gdp")
    other = replace(one, value=one.value + Decimal("0.1"))
    desk.following.begin(WANG, "indicator", "gdp", Language.ENGLISH)
    table = MetricTable([other if figure is one else figure for figure in figures])
    desk.bring_in(replace(dataset, table=table), by="test", reason="corrected")
    assert list(send_due(own, desk)) == [2]
    with speaking(Language.ENGLISH):
        before, after = (wording.amount(each.value, dataset.indicator("gdp"), each.qualifier) for each in (one, other))
    assert before != after
    assert f"{before} → {after}" in mails.mails[0].get_content()


def test_what_the_mail_server_refuses_for_now_is_due_again_and_for_good_forgotten(own, desk, mails, later):
    follows(desk, "indicator", later[1].key.indicator)
    mails.refuses = "451 later"
    assert list(send_due(own, desk)) == []
    assert list(send_due(own, desk)) == []  # not at once
    later_on = Desk(desk._store, now=lambda: desk.now() + dt.timedelta(minutes=11))
    mails.refuses = "550 nobody"
    assert list(send_due(own, later_on)) == []
    assert everything(desk) == "[]"


def test_a_mail_server_that_is_away_loses_no_mail(own, desk, mails, later):
    follows(desk, "indicator", later[1].key.indicator)
    with pytest.raises(OSError, match="refused"):
        list(send_due(replace(own, smtp="smtp://127.0.0.1:1"), desk))
    later_on = Desk(desk._store, now=lambda: desk.now() + dt.timedelta(minutes=11))
    assert list(send_due(own, later_on)) == [2]


def test_a_password_is_said_to_the_mail_server_and_never_in_the_open(own, desk, mails, later):
    follows(desk, "indicator", later[1].key.indicator)
    named = replace(own, smtp=mails.address.replace("//", "//kpi%40office.example@"), smtp_password="secret")  # noqa: S106
    assert list(send_due(named, desk)) == [2]
    assert mails.signed_in == ["\0kpi@office.example\0secret"]
    follows(desk, "indicator", later[1].key.indicator, address="li@office.example")
    with mailserver.running("127.0.0.2") as elsewhere, pytest.raises(OSError, match="smtps://"):
        list(send_due(replace(named, smtp=elsewhere.address.replace("//", "//kpi@")), desk))
    assert elsewhere.signed_in == []


def test_a_server_that_offers_starttls_gets_password_and_mail_enciphered(own, desk, later, tmp_path, monkeypatch):
    """Not one with a certificate that nobody vouches for: then nothing is sent, and the mail stays due."""
    path = mailserver.certificate(tmp_path)
    follows(desk, "indicator", later[1].key.indicator)
    with mailserver.running(context=mailserver.enciphering(path)) as server:
        named = replace(own, smtp=server.address.replace("//", "//kpi@"), smtp_password="secret")  # noqa: S106
        with pytest.raises(OSError, match="certificate"):
            list(send_due(named, desk))
        assert (server.mails, server.signed_in) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
        later_on = Desk(desk._store, now=lambda: desk.now() + dt.timedelta(minutes=11))
        assert list(send_due(named, later_on)) == [2]
    assert [mail["To"] for mail in server.mails] == [WANG]
    assert server.signed_in == ["\0kpi\0secret"]
    assert {"AUTH", "MAIL", "RCPT", "DATA"} <= set(server.enciphered)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_of_several_processes_the_database_lets_one_write(settings, new_database, tmp_path, kind):
    own = replace(settings, state=tmp_path, database=new_database(kind, "following"))
    with closing(open_the_store(own)) as store:
        desk = Desk(store)
        for value in (1, 2):
            published(store, {"a": value})
        follows(desk, "indicator", "gdp")
        mine, theirs = desk.following.due(), Desk(store).following.due()
        follower, record = next(mine)
        assert (follower.address, record.number) == (WANG, 2)
        assert list(theirs) == []
        desk.following.done(follower)
        assert list(mine) == []


def test_the_server_sends_by_itself_and_its_log_names_no_address(own, desk, mails, later):
    follows(desk, "indicator", later[1].key.indicator)
    looks = iter([False, True, True, True])
    care.run(own, lambda: next(looks))
    assert len(mails.mails) == 1
    lines = desk.people.lines()
    assert [line.detail for line in lines if line.action == "mails.sent"] == [{"release": 2, "count": 1}]
    assert WANG not in str(lines)


def test_who_asks_is_answered_the_same_whether_an_address_is_known(reader, desk, mails):
    follows(desk, "indicator", "gdp", address="known@office.example")
    addresses = [f"{name}@office.example" for name in ("known", "new")]
    answers = [reader.post("/follow?indicator=gdp", address=address) for address in addresses]
    assert answers[0].data == answers[1].data
    assert len(mails.mails) == 2


def test_an_address_is_asked_seldom_and_a_place_asks_not_often(reader, mails):
    for _ in range(5):
        assert reader.post("/follow?region=wujin", address="often@office.example").status_code == 200
    assert len(mails.mails) == 3
    codes = [reader.post("/follow?region=wujin", address=f"a{n}@office.example").status_code for n in range(16)]
    assert (codes[0], codes[-1]) == (200, 429)


@pytest.mark.parametrize(
    "address", ["", "wang", "a@b", "a@b.example\nBcc: c@d.example", "a b@c.example", "王@c.example"]
)
def test_what_is_no_address_is_a_sentence(reader, mails, address):
    answer = reader.post("/follow?region=wujin", address=address)
    assert answer.status_code == 400
    assert "name@example.org" in answer.text
    assert mails.mails == []


def test_what_is_not_there_cannot_be_followed(reader):
    assert reader.get("/follow?region=nowhere").status_code == 404
    assert reader.get("/follow?region=wujin&indicator=gdp").status_code == 400
    assert reader.client.post("/follow?region=wujin", data={"address": WANG}).status_code == 400  # no token of a page


def test_a_goal_is_followed_from_the_page_of_goals(reader, dataset, mails):
    assert 'href="/follow"' in reader.get("/goals").text
    page = reader.get("/follow").text
    assert f'<option value="{dataset.targets[0].id}">' in page
    assert reader.post("/follow", goal=dataset.targets[0].id, address=WANG).status_code == 200
    assert len(mails.mails) == 1


def test_a_link_that_is_forged_or_too_old_or_for_another_step_changes_nothing(reader, own, desk, monkeypatch):
    wish = Wish(WANG, "indicator", "gdp", Language.ENGLISH)
    forged = Links(b"another secret", HOME).to(CONFIRM, wish)
    ours = Links(secret(own), HOME)
    other_step = ours.to(LEAVE, wish).replace(LEAVE, CONFIRM)
    good = ours.to(CONFIRM, wish)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: 1e11)
    for link in (forged, other_step, good, f"{HOME}{CONFIRM}"):
        assert reader.client.post(link.removeprefix(HOME)).status_code == 400
    assert everything(desk) == "[]"


def test_without_a_mail_server_pages_offer_the_feed_only(client):
    assert client.get("/follow?indicator=gdp").status_code == 404
    page = client.get("/indicators/gdp").text
    assert "/follow" not in page
    assert "/feed.atom?indicator=gdp" in page


def test_where_looking_asks_for_sign_in_no_figure_leaves_by_mail(own):
    assert own.sends_mail()
    assert not replace(own, open_view=False).sends_mail()


@pytest.mark.parametrize("left_out", ["INNOVATION_SMTP_FROM", "INNOVATION_ADDRESS"])
def test_a_mail_server_needs_a_sender_and_an_address_of_the_site(monkeypatch, left_out):
    given = {"INNOVATION_SMTP": "smtp://x:25", "INNOVATION_SMTP_FROM": "a@b.example", "INNOVATION_ADDRESS": HOME}
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    assert Settings.from_environ().sends_mail()
    monkeypatch.delenv(left_out)
    with pytest.raises(ValueError, match=left_out):
        Settings.from_environ()
