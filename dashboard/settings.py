"""What differs between one installation and another, read from the environment once. SETTINGS is the whole list."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from indicators.model import Text

_ROOT = Path(__file__).resolve().parent.parent
_DATABASE = "dashboard.sqlite3"
_LAST_PORT = 65535
_SLASHES_OF_AN_ORIGIN = 2
_NO_CITY = Text(
    "{data} 下应有一个含 city.toml 的城市文件夹，现有：{found}；请用 INNOVATION_CITY 写明是哪一个",
    "one city folder with a city.toml is needed under {data}, found: {found}; set INNOVATION_CITY",
)
_NO_SUCH_CITY = Text(
    "{data} 下没有城市文件夹 {city}，现有：{found}；请改 INNOVATION_CITY 或 --city",
    "there is no city {city} under {data}, found: {found}; set INNOVATION_CITY or --city",
)
_EMPTY = Text("{name} 是空的：请写一个文件夹，或不要设置", "{name} is empty: set it to a folder, or leave it out")
_NO_NUMBER = Text(
    "{name}={text}：请写 {least} 到 {most} 之间的整数", "{name}={text}: write a number from {least} to {most}"
)
_UNFIT = Text("{name}={text} 不能用，请写：{allowed}", "{name}={text} cannot be used, write: {allowed}")
_ALONE = Text(
    "设置了 INNOVATION_SMTP，还须设置 INNOVATION_SMTP_FROM 和 INNOVATION_ADDRESS",
    "INNOVATION_SMTP needs INNOVATION_SMTP_FROM and INNOVATION_ADDRESS: set them too",
)
_YES, _NO = frozenset({"1", "yes", "true", "on"}), frozenset({"0", "no", "false", "off", ""})


def _state_folder() -> Path:
    """The folder of a checkout, or of the user where this was installed: nothing is kept among installed programs."""
    if (_ROOT / "pyproject.toml").is_file():
        return _ROOT / ".state"
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "innovation-dashboard"


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between one installation and another."""

    host: str = "127.0.0.1"
    port: int = 8050
    data: Path = _ROOT / "data"
    city: str = ""
    state: Path = field(default_factory=_state_folder)
    shared: Path | None = None
    database: str = ""
    open_view: bool = True
    two_person_rule: bool = False
    three_officers: bool = False
    strict_passwords: bool = False
    second_factor: bool = False
    watermark: bool = False
    https: bool = False
    address: str = ""
    queue: str = ""
    processes: int = 2
    proxy: str = ""
    backups: Path | None = None
    backups_kept: int = 14
    backup_hours: int = 24
    witness: Path | None = None
    quota: int = 1024
    provider: str = ""
    provider_client: str = ""
    provider_secret: str = ""
    provider_claim: str = "preferred_username"
    user_header: str = ""
    cors: str = ""
    embed: str = ""
    smtp: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    json_logs: bool = False

    @classmethod
    def from_environ(cls) -> Settings:
        """Return the settings of the environment, with their defaults.

        Raises ValueError with a sentence where one of them cannot be read.
        """
        given = {
            setting.field: setting.read(setting.name, os.environ[setting.name])
            for setting in SETTINGS
            if setting.name in os.environ
        }
        if given.get("smtp") and not (given.get("smtp_from") and given.get("address")):
            raise ValueError(str(_ALONE))
        return cls(**given)

    def folder(self) -> Path:
        """Return the folder of the city: the named one, or the only one under the data folder.

        Raises FileNotFoundError with a sentence where there is none, or more than one and no name.
        """
        every = sorted(path.parent for path in self.data.glob("*/city.toml"))
        folders = [path for path in every if self.city in {"", path.name}]
        if len(folders) == 1:
            return folders[0]
        found = ", ".join(path.name for path in every) or "—"
        sentence = _NO_SUCH_CITY if self.city else _NO_CITY
        raise FileNotFoundError(str(sentence).format(data=self.data, city=self.city, found=found))

    def has_no_city(self) -> bool:
        """Return whether there is no city at all where cities are looked for, and none is asked for by name."""
        return not self.city and not any(self.data.glob("*/city.toml"))

    def home(self) -> Path:
        """Return the folder that holds what this installation keeps of its city: one folder a city."""
        return self.state / self.folder().name

    def shared_home(self) -> Path:
        """Return the folder that holds what all machines of this installation need of each other: one folder a city."""
        return self.shared / self.folder().name if self.shared else self.home()

    def sends_mail(self) -> bool:
        """Return whether readers may follow by mail: a server for it is set, and looking is open to anybody."""
        return bool(self.smtp and self.smtp_from and self.address) and self.open_view

    def is_founded(self) -> bool:
        """Return whether something was kept here before: a database that was set counts as that."""
        return bool(self.database) or (self.home() / _DATABASE).exists()

    def database_url(self) -> str:
        """Return the address of the database: the one that was set, or a SQLite file in the state folder."""
        return self.database or f"sqlite:///{self.home() / _DATABASE}"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: the variable of the environment, the field that it fills, how it is read, and what it means."""

    name: str
    field: str
    read: Callable[[str, str], Any]
    about: Text


def _text(name: str, text: str) -> str:  # noqa: ARG001 - all settings are read alike
    return text


def _path(name: str, text: str) -> Path:
    if not text:
        raise ValueError(str(_EMPTY).format(name=name))
    return Path(text)


def _port(name: str, text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= _LAST_PORT:
        raise ValueError(str(_NO_NUMBER).format(name=name, text=text, least=1, most=_LAST_PORT))
    return int(text)


def _number(least: int, most: int) -> Callable[[str, str], int]:
    """What reads a number between two others."""

    def read(name: str, text: str) -> int:
        if not (text.isascii() and text.isdecimal()) or not least <= int(text[:9]) <= most:
            raise ValueError(str(_NO_NUMBER).format(name=name, text=text, least=least, most=most))
        return int(text)

    return read


def _yes(name: str, text: str) -> bool:
    if text.lower() not in _YES | _NO:
        raise ValueError(str(_UNFIT).format(name=name, text=text, allowed="yes, no"))
    return text.lower() in _YES


def _word(words: Mapping[str, bool]) -> Callable[[str, str], bool]:
    """What reads one of two words."""

    def read(name: str, text: str) -> bool:
        if text not in words:
            raise ValueError(str(_UNFIT).format(name=name, text=text, allowed=", ".join(words)))
        return words[text]

    return read


_VIEW, _LOGS = _word({"open": True, "signed-in": False}), _word({"text": False, "json": True})


def _address(name: str, text: str) -> str:
    if text and not text.startswith(("http://", "https://")):
        raise ValueError(str(_UNFIT).format(name=name, text=text, allowed="https://…"))
    return text.rstrip("/")


def _origins(name: str, text: str) -> str:
    for one in text.split():
        if one != "*" and not (one.startswith(("http://", "https://")) and one.count("/") == _SLASHES_OF_AN_ORIGIN):
            raise ValueError(str(_UNFIT).format(name=name, text=text, allowed="https://news.example https://…, *"))
    return text


def _smtp(name: str, text: str) -> str:
    if text and not text.startswith(("smtp://", "smtps://")):
        raise ValueError(str(_UNFIT).format(name=name, text=text, allowed="smtp://user@host:587, smtps://…"))
    return text


def _queue(name: str, text: str) -> str:
    if text and not text.startswith(("redis://", "rediss://", "unix://")):
        raise ValueError(str(_UNFIT).format(name=name, text=text, allowed="redis://…"))
    return text


SETTINGS: tuple[Setting, ...] = (
    Setting("HOST", "host", _text, Text("监听地址", "address to listen on (127.0.0.1)")),
    Setting("PORT", "port", _port, Text("监听端口", "port to listen on (8050)")),
    Setting("INNOVATION_DATA", "data", _path, Text("各城市文件夹所在处", "folder that holds the folders of cities")),
    Setting("INNOVATION_CITY", "city", _text, Text("城市文件夹名", "which of them, where there are several")),
    Setting("INNOVATION_STATE", "state", _path, Text("状态文件夹", "where releases, files and accounts are kept")),
    Setting("INNOVATION_SHARED", "shared", _path, Text("多台主机共用的文件夹", "folder of several machines; none")),
    Setting("INNOVATION_DATABASE_URL", "database", _text, Text("数据库地址", "postgresql://…; else a SQLite file")),
    Setting("INNOVATION_VIEW", "open_view", _VIEW, Text("浏览是否须登录", "open, or signed-in to ask for sign-in")),
    Setting("INNOVATION_TWO_PERSON_RULE", "two_person_rule", _yes, Text("两人制", "yes: nobody publishes their own")),
    Setting("INNOVATION_THREE_OFFICERS", "three_officers", _yes, Text("三员分立", "yes: account, review, audit apart")),
    Setting(
        "INNOVATION_STRICT_PASSWORDS", "strict_passwords", _yes, Text("等保口令", "yes: three kinds of characters")
    ),
    Setting(
        "INNOVATION_SECOND_FACTOR", "second_factor", _yes, Text("动态口令", "yes: reviewers, administrators: a code")
    ),
    Setting("INNOVATION_WATERMARK", "watermark", _yes, Text("水印", "yes: name and time over pages and in files")),
    Setting("INNOVATION_ADDRESS", "address", _address, Text("对外网址", "https://… that links in reports begin with")),
    Setting("INNOVATION_QUEUE", "queue", _queue, Text("报告队列", "redis://… where workers make the packs; else here")),
    Setting("INNOVATION_PROCESSES", "processes", _number(0, 64), Text("服务进程数", "processes that answer (2)")),
    Setting(
        "INNOVATION_PROXY", "proxy", _text, Text("前置代理地址", "address of the proxy whose X-Forwarded-For counts")
    ),
    Setting("INNOVATION_BACKUPS", "backups", _path, Text("自动备份文件夹", "folder for backups by themselves; none")),
    Setting(
        "INNOVATION_BACKUPS_KEPT", "backups_kept", _number(1, 9999), Text("备份保留份数", "how many are kept (14)")
    ),
    Setting("INNOVATION_BACKUP_HOURS", "backup_hours", _number(1, 720), Text("备份间隔（小时）", "hours between (24)")),
    Setting("INNOVATION_WITNESS", "witness", _path, Text("日志见证文件夹", "folder elsewhere for heads of the log")),
    Setting(
        "INNOVATION_QUOTA", "quota", _number(1, 10**6), Text("每个帐号上传文件总量上限（MB）", "MB an account (1024)")
    ),
    Setting("INNOVATION_OIDC", "provider", _address, Text("统一身份认证地址", "https://… of an OpenID provider")),
    Setting("INNOVATION_OIDC_CLIENT", "provider_client", _text, Text("在其上登记的应用编号", "client id there")),
    Setting("INNOVATION_OIDC_SECRET", "provider_secret", _text, Text("应用密钥", "client secret there")),
    Setting("INNOVATION_OIDC_CLAIM", "provider_claim", _text, Text("帐号名所在字段", "preferred_username")),
    Setting(
        "INNOVATION_USER_HEADER",
        "user_header",
        _text,
        Text("前置代理传帐号名的请求头", "header with a name, of the proxy"),
    ),
    Setting(
        "INNOVATION_CORS", "cors", _origins, Text("可读接口的网站", "sites whose scripts may read the interface, or *")
    ),
    Setting("INNOVATION_EMBED", "embed", _origins, Text("可嵌入图表的网站", "sites that may embed exhibits, or *")),
    Setting("INNOVATION_SMTP", "smtp", _smtp, Text("邮件服务器", "smtp://user@host:587 or smtps://…; no mails")),
    Setting("INNOVATION_SMTP_PASSWORD", "smtp_password", _text, Text("邮件帐号密码", "password of its user")),
    Setting("INNOVATION_SMTP_FROM", "smtp_from", _text, Text("发件地址", "address that mails come from")),
    Setting("INNOVATION_HTTPS", "https", _yes, Text("是否经 HTTPS 访问", "yes: cookies travel over HTTPS only")),
    Setting("INNOVATION_LOGS", "json_logs", _LOGS, Text("运行日志格式", "text, or json: one object a line")),
)
