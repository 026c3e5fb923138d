"""Accounts on the screen: who may do what, and the forms that change it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from dashboard import filters
from dashboard.exhibits.exhibit import Exhibit, Field, Form, Link, Stack, Table
from indicators.accounts import Account, Role
from indicators.dataset import Dataset
from indicators.model import Text
from indicators.words import wording

if TYPE_CHECKING:  # handed over by the application
    from indicators.desk import Desk
    from indicators.releases.release import LogLine

_TITLE, _NEW = Text("帐号", "Accounts"), Text("新建帐号", "New account")
_COLUMNS = Text("帐号|显示姓名|角色|区域|主题|状态", "Name|Display name|Roles|Regions|Themes|State")
_ACTIVE, _OFF = Text("在用", "Active"), Text("已停用", "Switched off")
_NONE_IS_ALL = Text("按住 Ctrl 可多选；不选即全部", "Ctrl chooses several; none means all")
_ALL = Text("全部", "All")
_NAME, _PASSWORD = (
    Text("帐号", "Name"),
    Text(
        "初始密码（至少 12 个字符，首次登录须改）",
        "First password (at least 12 characters, to be changed at the first sign-in)",
    ),
)
_ROLES, _REGIONS, _THEMES = Text("角色", "Roles"), Text("填报区域", "Regions"), Text("填报主题", "Themes")
_DISPLAY, _READ_BY_ALL = (
    Text("显示姓名", "Display name"),
    Text(
        "版次等页上人人可见，勿与帐号相同；不填则显示“经办人”",
        "Shown to every reader, so not the account name; if left empty, “an officer” is shown",
    ),
)
_CREATE, _SAVE = Text("新建", "Create"), Text("保存", "Save")
_RESET = Text("生成一次性密码", "Make a one-time password")
_STATE = Text("状态", "State")
_AWAITED = Text("待另一名管理员确认", "Waiting for another administrator")
_AWAITED_SCOPE = Text(
    "点帐号即按申请填好表格，由申请人以外的管理员核对后保存；新帐号须另设初始密码",
    "The name fills in the form as it was asked for; another administrator than who asked checks and saves it",
)
_AWAITED_COLUMNS = Text("帐号|角色|区域|主题|申请人|时间", "Name|Roles|Regions|Themes|Asked by|At")


def accounts(desk: Desk, who: Account | None, name: str, params: Mapping[str, str]) -> Sequence[Exhibit]:  # noqa: ARG001
    """Return the accounts, each with what can be changed of it, and the form for a new one. Raises DeniedError."""
    every, dataset = desk.people.accounts(who), desk.dataset()
    rows = tuple(
        (
            Link(one.name, f"/accounts?account={one.name}"),
            one.display,
            *_scope_in_words(one, dataset),
            str(_ACTIVE if one.active else _OFF),
        )
        for one in every
    )
    listed = Exhibit("accounts", str(_TITLE), "", Table(tuple(str(_COLUMNS).split("|")), rows))
    awaited = desk.people.awaited(who)
    asked = next((line for line in awaited if str(line.number) == params.get("as")), None)
    chosen = [_as_asked(one, asked) for one in every if one.name == params.get("account")]
    fresh = (
        Account("", frozenset()) if asked is None or chosen else _as_asked(Account(asked.subject, frozenset()), asked)
    )
    waiting = [_waiting(desk, who, awaited, dataset)] if awaited else []
    return [*waiting, listed, *(_one(one, dataset) for one in chosen), _new(dataset, fresh)]


def _waiting(desk: Desk, who: Account | None, awaited: Sequence[LogLine], dataset: Dataset) -> Exhibit:
    """What waits for a second administrator: each leads to the form, filled in as it was asked for."""
    named = desk.people.namer(who)
    rows = tuple(
        (
            Link(line.subject, f"/accounts?account={line.subject}&as={line.number}#{_form_of(line)}"),
            *_scope_in_words(_as_asked(Account(line.subject, frozenset()), line), dataset),
            named(line.by),
            desk.moment(line.at),
        )
        for line in awaited
    )
    table = Table(tuple(str(_AWAITED_COLUMNS).split("|")), rows)
    return Exhibit("awaited", str(_AWAITED), str(_AWAITED_SCOPE), table)


def _form_of(asked: LogLine) -> str:
    return "new-account" if asked.detail["follows"] is None else "account"


def _as_asked(account: Account, asked: LogLine | None) -> Account:
    """An account with what was asked for it; as it is where nothing was."""
    if asked is None or asked.subject != account.name:
        return account
    found = {
        name: frozenset(map(str, cast("list[str]", asked.detail[name]))) for name in ("roles", "regions", "themes")
    }
    return replace(
        account,
        roles=frozenset(map(Role, found["roles"])),
        regions=found["regions"],
        themes=found["themes"],
        active=True,
    )


def _scope_in_words(account: Account, dataset: Dataset) -> tuple[str, str, str]:
    """The roles of an account, and the regions and themes that it fills in."""
    return (
        str(Text("、", ", ")).join(str(role.words) for role in Role if role in account.roles),
        _names(account.regions, {key: str(region.name) for key, region in dataset.regions.items()}),
        _names(account.themes, {key: str(text) for key, text in dataset.city.themes.items()}),
    )


def _names(ids: frozenset[str], names: Mapping[str, str]) -> str:
    return str(Text("、", ", ")).join(names.get(one, one) for one in sorted(ids)) or str(_ALL)


def _one(account: Account, dataset: Dataset) -> Exhibit:
    active = Field("active", str(_STATE), "choice", "yes" if account.active else "no", _states())
    save = Form(f"/accounts/{account.name}", str(_SAVE), (*_scope(dataset, account), active))
    reset = Form(f"/accounts/{account.name}/password", str(_RESET), tone="quiet")
    return Exhibit("account", account.name, "", Stack((save, reset)))


def _states() -> tuple[tuple[str, str], ...]:
    return ("yes", str(_ACTIVE)), ("no", str(_OFF))


def _new(dataset: Dataset, fresh: Account) -> Exhibit:
    fields = (
        Field("name", str(_NAME), value=fresh.name, required=True),
        Field("password", str(_PASSWORD), "password", required=True),
        *_scope(dataset, fresh),
    )
    return Exhibit("new-account", str(_NEW), "", Form("/accounts", str(_CREATE), fields))


def _scope(dataset: Dataset, account: Account) -> tuple[Field, ...]:
    regions = tuple(filters.regions(dataset))
    themes = tuple((key, str(text)) for key, text in dataset.city.themes.items())
    roles = tuple((role.value, wording.opening(role.words)) for role in Role)
    return (
        Field("display", str(_DISPLAY), value=account.display, hint=str(_READ_BY_ALL)),
        Field("roles", str(_ROLES), "several", tuple(account.roles), roles),
        Field("regions", str(_REGIONS), "several", tuple(account.regions), regions, hint=str(_NONE_IS_ALL)),
        Field("themes", str(_THEMES), "several", tuple(account.themes), themes, hint=str(_NONE_IS_ALL)),
    )
