"""Everything that changes anything, and every file that staff take away: ROUTES is the whole list.

A form of a page posts here and is answered with where to go next, or with a sentence. Permission is asked by the desk.
"""

from __future__ import annotations

import io
import json
import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode, urlsplit

import flask
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from dashboard.exhibits.staff import reminders
from dashboard.web import auth
from dashboard.web.following import reminding
from dashboard.web.office import desk, line
from dashboard.web.reporting import keeping
from indicators.accounts import Account, ChangedError, DeniedError, Permission, Role
from indicators.model import Text
from indicators.periods import Period
from indicators.problems import InnovationError, OutdatedError, StoreError, UnknownName, UsageError

LARGEST_UPLOAD = 21 * 1024 * 1024
_TABLES = (".xlsx", ".csv", ".tsv", ".txt")
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_NO_FILE = Text("没有收到文件，请选择 .xlsx 或 .csv 文件", "No file arrived: choose an .xlsx or .csv file")
_TOO_LARGE = Text("文件超过 20 MB，请拆分后再上传", "The file is larger than 20 MB: split it and upload the parts")
_NO_NUMBER = Text("{name}={value} 不是编号", "{name}={value} is no number")
_NO_PERIOD = Text("{value} 不是时期，请写 2025、2025H1 或 2025Q3", "{value} is no period")
_NO_ROLE = Text("没有角色 {value}", "No such role: {value}")
_PROVE = Text("请先再输一次密码", "Your password again, please")
_FAILED = Text(
    "程序出错，未作任何改动；错误已记入服务器日志", "The program failed. Nothing was changed, and the fault was logged"
)
_ONE_TIME = Text("{name} 的一次性密码：{password}（只显示这一次）", "One-time password of {name}: {password}")
_log = logging.getLogger(__name__)

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Route:
    """One address that staff post to, or take a file from: what it asks for, and what it does.

    One of the permissions is enough to be let in; the desk asks again for what is done. A grave step asks for the
    password once more where it was given long ago. What `reads` a file takes its time, and waits for others that do.
    """

    method: str
    path: str
    needs: tuple[Permission, ...]
    act: Callable[..., Any]
    is_grave: bool = False
    reads: bool = False

    def is_at(self, method: str, path: str) -> bool:
        """Return whether a request is for this."""
        return method == self.method and re.fullmatch(self.path.replace("<int:number>", r"\d+"), path) is not None


def connect(server: flask.Flask) -> None:
    """Add the routes to a server whose extensions hold a desk."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_UPLOAD
    server.config["MAX_FORM_MEMORY_SIZE"] = 2 * 1024 * 1024
    server.register_error_handler(RequestEntityTooLarge, _too_large)
    for route in ROUTES:
        name = f"act_{route.method}_{route.path}".replace(".", "_")
        server.add_url_rule(route.path, name, _answering(route), methods=[route.method])


def _answering(route: Route) -> Callable[..., flask.Response]:
    """The view of a route: it refuses posts of other sites, and answers every refusal with one sentence."""

    def view(**parts: Any) -> flask.Response:  # noqa: ANN401 - the parts of an address
        if route.method == "POST":
            auth.protect()
        try:
            _admit(route)  # before anything of the request is looked at
            if route.is_grave and not auth.is_fresh():
                return _proof_first()
            answer = route.act(auth.who(), **parts)
        except InnovationError as error:
            return _refused(str(error), _STATUS.get(type(error), 400))
        except HTTPException:
            raise
        except Exception:  # noqa: BLE001 - whatever an action does, a person gets a sentence
            _log.exception("%s %s failed", route.method, flask.request.path)
            return _refused(str(_FAILED), 500)
        return answer if isinstance(answer, flask.Response) else flask.jsonify(answer)

    return view


def _proof_first() -> flask.Response:
    """Send somebody to the door where the password is asked for once more; nothing was done yet."""
    way = urlsplit(flask.request.referrer or "/")
    answer = _refused(str(_PROVE), 403)
    answer.set_data(json.dumps({"error": str(_PROVE), "to": f"/prove?{urlencode({'next': way.path})}"}))
    return answer


def _admit(route: Route) -> None:
    who = auth.who()
    if not any(desk().policy.allows(who, permission) for permission in route.needs):
        raise DeniedError(route.needs[0])


def _refused(sentence: str, status: int) -> flask.Response:
    answer = flask.jsonify(error=sentence)
    answer.status_code = status
    return answer


def _too_large(_: RequestEntityTooLarge) -> flask.Response:
    return _refused(str(_TOO_LARGE), 413)


_STATUS: Mapping[type[Exception], int] = {
    DeniedError: 403,
    UnknownName: 404,
    OutdatedError: 409,
    ChangedError: 409,
    StoreError: 503,
}


def _file(content: bytes, name: str, kind: str = _SHEET) -> flask.Response:
    """A file to take away; it is never shown in place, whatever it holds."""
    answer = flask.send_file(io.BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _upload(who: Account | None) -> dict[str, Any]:
    sent = flask.request.files.get("file")
    if sent is None:
        raise UsageError(str(_NO_FILE))
    upload = desk().filing.stage(who, sent.stream.read(), sent.filename or "")
    return {"to": f"/data/uploads/{upload.number}"}


def _waiting(_: Account | None, ticket: str) -> dict[str, Any]:
    """How many files are read before one that was sent with a ticket; nothing of one that waits no more."""
    return {"before": line().before(ticket)}


def _again(who: Account | None, number: int) -> dict[str, Any]:
    return {"to": f"/data/uploads/{desk().filing.again(who, number).number}"}


def _answer(who: Account | None, number: int) -> dict[str, Any]:
    prefix = "answer:"
    answers = {name.removeprefix(prefix): word for name, word in flask.request.form.items() if name.startswith(prefix)}
    return {"to": f"/data/uploads/{desk().filing.answer(who, number, answers).number}"}


def _submit(who: Account | None, number: int) -> dict[str, Any]:
    form = flask.request.form
    desk().filing.submit(who, number, _explanations(form), form.get("remark", ""))
    return {"to": f"/data/uploads/{number}"}


def _withdraw(who: Account | None, number: int) -> dict[str, Any]:
    desk().filing.withdraw(who, number)
    return {"to": "/data"}


def _send_back(who: Account | None, number: int) -> dict[str, Any]:
    desk().filing.send_back(who, number, flask.request.form.get("reason", ""))
    return {"to": "/data"}


def _publish(who: Account | None, number: int) -> dict[str, Any]:
    form = flask.request.form
    seen: dict[str, Any] = {"digest": form.get("digest", ""), "base": _number("base", form.get("base", ""))}
    seen |= {"explanations": _explanations(form)}
    reason, due = form.get("reason", ""), form.get("due", "").strip()
    if due:
        _, upload = desk().filing.approved(who, number, **seen)
        desk().schedule.add(who, upload, reason, desk().dataset().city.moment_of(due))
        return {"to": f"/data/uploads/{number}"}
    record = desk().filing.publish(who, number, reason=reason, **seen)
    return {"to": f"/releases?to={record.number}"}


def _unschedule(who: Account | None, number: int) -> dict[str, Any]:
    desk().schedule.take_back(who, number)
    return {"to": f"/data/uploads/{number}"}


def _restore(who: Account | None, number: int) -> dict[str, Any]:
    form = flask.request.form
    base = _number("base", form.get("base", ""))
    record = desk().filing.restore(who, number, base=base, reason=form.get("reason", ""))
    return {"to": f"/releases?to={record.number}"}


def _returned(who: Account | None, number: int) -> flask.Response:
    upload = desk().filing.upload(who, number)
    stem = upload.file_name.rpartition(".")[0] or upload.file_name
    return _file(desk().filing.returned(who, number), f"{stem}-{Text('核对', 'Checked')}.xlsx")


def _original(who: Account | None, number: int) -> flask.Response:
    upload = desk().filing.upload(who, number)
    content = desk().filing.original(who, number)
    return _file(content, _harmless(upload.file_name), "application/octet-stream")


def _harmless(name: str) -> str:
    """The name of a file under which no machine runs it: what is no table is told to be plain bytes."""
    name = name.rstrip(". ")
    return name if name.lower().endswith(_TABLES) else f"{name}.bin"


def _template(who: Account | None) -> flask.Response:
    params = flask.request.args
    period = params.get("period", "")
    content = desk().filing.template(
        who,
        region=params.get("region") or None,
        theme=params.get("theme") or None,
        period=_period(period) if period else None,
        wide=params.get("form") == "wide",
    )
    parts = [part for part in (params.get("region"), params.get("theme"), period) if part]
    return _file(content, "-".join([str(Text("填报模板", "Template")), *parts]) + ".xlsx")


def _add_account(who: Account | None) -> dict[str, Any]:
    form = flask.request.form
    account = _account(Account(form.get("name", "").strip(), frozenset()))
    desk().people.add(who, account, form.get("password", ""))
    return {"to": "/accounts"}


def _change_account(who: Account | None, name: str) -> dict[str, Any]:
    is_active = flask.request.form.get("active") == "yes"
    changed = desk().people.change(who, _account(Account(name, frozenset(), active=is_active)))
    if who is not None and who.name == name and changed.active:
        auth.enter(changed)  # who changes their own roles stays in
    return {"to": "/accounts"}


def _reset(who: Account | None, name: str) -> dict[str, Any]:
    password = desk().people.reset(who, name)
    return {"message": str(_ONE_TIME).format(name=name, password=password)}


def _account(account: Account) -> Account:
    """The account with the roles and the scope that a form holds; every name is checked."""
    form, dataset = flask.request.form, desk().dataset()
    given = {name: [value for value in form.getlist(name) if value] for name in ("roles", "regions", "themes")}
    for value in given["roles"]:
        if value not in set(Role):
            raise UsageError(str(_NO_ROLE).format(value=value[:40]))
    for value in given["regions"]:
        dataset.region(value)
    for value in given["themes"]:
        if value not in dataset.city.themes:
            raise UnknownName(Text("主题", "Theme"), value, dataset.city.themes)
    roles = frozenset(Role(value) for value in given["roles"])
    regions, themes = frozenset(given["regions"]), frozenset(given["themes"])
    return replace(account, roles=roles, regions=regions, themes=themes, display=form.get("display", ""))


def _explanations(form: Form) -> dict[str, str]:
    prefix = "why:"
    return {name.removeprefix(prefix): text for name, text in form.items() if name.startswith(prefix)}


def _number(name: str, text: str) -> int:
    if not text.isdecimal():
        raise UsageError(str(_NO_NUMBER).format(name=name, value=text[:40]))
    return int(text)


def _period(text: str) -> Period:
    try:
        return Period.parse(text)
    except ValueError:
        raise UsageError(str(_NO_PERIOD).format(value=text[:40])) from None


_FILING, _REVIEWING, _RESTORING = (Permission.UPLOAD,), (Permission.REVIEW,), (Permission.RESTORE,)
_LOOKING = (Permission.VIEW,)
_EITHER, _ACCOUNTS = (Permission.UPLOAD, Permission.REVIEW), (Permission.ACCOUNTS,)
ROUTES: tuple[Route, ...] = (
    Route("GET", "/data/template.xlsx", _FILING, _template),
    Route("POST", "/data/uploads", _FILING, _upload, reads=True),
    Route("GET", "/data/uploads/waiting/<ticket>", _FILING, _waiting),
    Route("POST", "/data/uploads/<int:number>/again", _FILING, _again, reads=True),
    Route("POST", "/data/uploads/<int:number>/answer", _FILING, _answer, reads=True),
    Route("POST", "/data/uploads/<int:number>/submit", _FILING, _submit),
    Route("POST", "/data/uploads/<int:number>/withdraw", _FILING, _withdraw),
    Route("POST", "/data/uploads/<int:number>/send-back", _REVIEWING, _send_back),
    Route("POST", "/data/uploads/<int:number>/publish", _REVIEWING, _publish, is_grave=True),
    Route("POST", "/data/uploads/<int:number>/unschedule", _REVIEWING, _unschedule),
    Route("POST", reminders.MAIL, _REVIEWING, reminding.mail),
    Route("GET", "/data/uploads/<int:number>/returned.xlsx", _EITHER, _returned, reads=True),
    Route("GET", "/data/uploads/<int:number>/original", _EITHER, _original),
    Route("POST", "/releases/<int:number>/restore", _RESTORING, _restore, is_grave=True),
    Route("POST", "/accounts", _ACCOUNTS, _add_account, is_grave=True),
    Route("POST", "/accounts/<name>", _ACCOUNTS, _change_account, is_grave=True),
    Route("POST", "/accounts/<name>/password", _ACCOUNTS, _reset, is_grave=True),
    Route("POST", "/report/lists", _LOOKING, keeping.keep),
    Route("POST", "/report/lists/<int:number>/remove", _LOOKING, keeping.remove),
    Route("GET", "/report/lists/<int:number>/file", _LOOKING, keeping.file),
)


def reads_a_file(method: str, path: str) -> bool:
    """Return whether a request has an uploaded file read."""
    return any(route.is_at(method, path) for route in ROUTES if route.reads)
