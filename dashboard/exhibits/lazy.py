"""Sequences whose members are made when they are asked for: an exhibit says all, and a page asks for a part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar, overload

T = TypeVar("T")


class Lazy(Sequence[T]):
    """Members made one by one, each from an item: as long as `items`, and as costly as what is asked of it."""

    __slots__ = ("_items", "_make")

    def __init__(self, make: Callable[[Any], T], items: Sequence[Any]) -> None:
        """Keep what makes a member, and what each is made from."""
        self._make, self._items = make, items

    @property
    def items(self) -> Sequence[Any]:
        """Return what the members are made from."""
        return self._items

    def __len__(self) -> int:
        return len(self._items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Lazy[T]: ...
    def __getitem__(self, index: int | slice) -> T | Lazy[T]:
        if isinstance(index, slice):
            return Lazy(self._make, self._items[index])
        return self._make(self._items[index])

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._items)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


class Late(Sequence[T]):
    """Members that are made together, once, when the first of them is asked for."""

    __slots__ = ("_make", "_members")

    def __init__(self, make: Callable[[], Sequence[T]]) -> None:
        """Keep what makes the members."""
        self._make = make
        self._members: tuple[T, ...] | None = None

    @property
    def members(self) -> tuple[T, ...]:
        """Return the members, made at the first call."""
        if self._members is None:
            self._members = tuple(self._make())
        return self._members

    def __len__(self) -> int:
        return len(self.members)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self.members[index]

    def __iter__(self) -> Iterator[T]:
        return iter(self.members)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self.members == tuple(other)

    def __hash__(self) -> int:
        return hash(self.members)
