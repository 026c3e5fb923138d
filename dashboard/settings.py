"""Where the dashboard listens and which city it shows, read from the environment once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs between one installation and another."""

    host: str = "127.0.0.1"
    port: int = 8050
    data: Path = _DATA
    city: str = ""

    @classmethod
    def from_environ(cls) -> Settings:
        """Return the settings of HOST, PORT, INNOVATION_DATA and INNOVATION_CITY, with their defaults.

        Raises ValueError with a sentence where PORT is no port number.
        """
        port = os.environ.get("PORT", "8050")
        if not port.isdecimal() or not 0 < int(port) < 65536:  # noqa: PLR2004 - the last port there is
            raise ValueError(f"PORT={port!r} is no port number: set it to a number from 1 to 65535")
        return cls(
            host=os.environ.get("HOST", "127.0.0.1"),
            port=int(port),
            data=Path(os.environ.get("INNOVATION_DATA", str(_DATA))),
            city=os.environ.get("INNOVATION_CITY", ""),
        )

    def folder(self) -> Path:
        """Return the folder of the city: the named one, or the only one under the data folder.

        Raises FileNotFoundError with a sentence where there is none, or more than one and no name.
        """
        folders = sorted(path.parent for path in self.data.glob("*/city.toml"))
        if self.city:
            folders = [path for path in folders if path.name == self.city]
        if len(folders) == 1:
            return folders[0]
        found = ", ".join(path.name for path in folders) or "none"
        raise FileNotFoundError(
            f"one city folder with a city.toml is needed under {self.data}, found: {found}; set INNOVATION_CITY"
        )
