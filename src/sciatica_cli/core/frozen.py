"""Immutable records with slots, written like dataclasses.

Importing `dataclasses` would double the time it takes to assess one piped record, so this module
replaces the small part of it that the project needs.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any, Self, dataclass_transform
else:

    def dataclass_transform(**_options):
        return lambda cls: cls


@dataclass_transform(frozen_default=True)
class FrozenMeta(type):
    """Turns the annotations of a class into slots, in order, after those of its base."""

    fields: tuple[str, ...]
    setters: tuple[Callable[[object, object], None], ...]  # of the fields; no __setattr__ between
    defaults: dict[str, Any]

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> FrozenMeta:
        own = tuple(namespace.get("__annotations__", ()))
        defaults = {field: namespace.pop(field) for field in own if field in namespace}
        namespace["__slots__"] = own
        made = super().__new__(cls, name, bases, namespace)
        inherited = [base for base in bases if isinstance(base, FrozenMeta)]
        made.fields = tuple(field for base in inherited for field in base.fields) + own
        made.setters = tuple(getattr(made, field).__set__ for field in made.fields)
        made.defaults = {k: v for base in inherited for k, v in base.defaults.items()} | defaults
        return made


class Frozen(metaclass=FrozenMeta):
    """Base class of the values of the core. Fields are passed in order or by name.

    Raises:
        TypeError: a field is missing, unknown or passed twice.
        AttributeError: on an attempt to change a value.
    """

    def __init__(self, *args: Any, **named: Any) -> None:
        for field, value in type(self)._values(args, named).items():
            object.__setattr__(self, field, value)

    @classmethod
    def _values(cls, args: tuple[Any, ...], named: dict[str, Any]) -> dict[str, Any]:
        """The value of each field, defaults included."""
        given = dict(zip(cls.fields, args, strict=False))
        if len(args) > len(cls.fields) or given.keys() & named.keys():
            raise TypeError(f"{cls.__name__}: too many values")
        values = cls.defaults | given | named
        if len(values) != len(cls.fields) or values.keys() - set(cls.fields):
            raise TypeError(f"{cls.__name__} takes {', '.join(cls.fields)}")
        return values

    @classmethod
    def restore(cls, values: Iterable[Any]) -> Self:
        """A value from all its fields in order, unchecked: compiled copies restore many."""
        made = object.__new__(cls)
        for set_field, value in zip(cls.setters, values, strict=True):
            set_field(made, value)
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle by fields: the default would set attributes, which are frozen."""
        return _restored, (type(self), [getattr(self, field) for field in type(self).fields])

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"{type(self).__name__} cannot be changed")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        return all(getattr(self, f) == getattr(other, f) for f in type(self).fields)

    def __hash__(self) -> int:
        return hash(tuple(getattr(self, f) for f in type(self).fields))

    def __repr__(self) -> str:
        """Only the type: a value may hold somebody's answers, and tracebacks get pasted."""
        return f"<{type(self).__name__}>"


def _restored(cls: type[Frozen], values: list[Any]) -> Frozen:
    """A function that picklers find by its name; some would copy the code of a method instead."""
    return cls.restore(values)


_interned: dict[tuple[Any, ...], Any] = {}


class Interned(Frozen):
    """A value whose equals are all the same object, so that trees are compared by identity.

    Values live as long as the process, which reads only a few questions files.
    """

    def __new__(cls, *args: Any, **named: Any) -> Self:
        values = cls._values(args, named)
        return cls.restore(values[field] for field in cls.fields)

    def __init__(self, *args: Any, **named: Any) -> None:
        """Nothing to do: `__new__` has made the value, or found the one that equals it."""

    @classmethod
    def restore(cls, values: Iterable[Any]) -> Self:
        """The value with these fields, in order, unchecked."""
        key = (cls, *values)
        made: Self | None = _interned.get(key)
        if made is None:
            made = _interned[key] = super().restore(key[1:])
        return made

    __eq__ = object.__eq__
    __hash__ = object.__hash__
