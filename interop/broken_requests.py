"""Requests that a service's model refuses, made from one that it takes, each broken in one place."""

from __future__ import annotations

import re
from typing import Any, Iterator

from botocore.model import ListShape, MapShape, OperationModel, Shape, StructureShape

# What a text may look like for some member's pattern to take it.
TEXTS = [
    "abc",
    "a",
    "1",
    "10",
    "/",
    "US",
    "en-US",
    "team",
    "+14255550123",
    "1.0",
    "phone-0123456789abcdef0123456789abcdef",
    "arn:aws:iam::123456789012:policy/send",
    "arn:aws:iam::123456789012:role/teams/standing",
    "v1",
    "123456",
    "AKIA0123456789ABCDEF",
    "abcdefghijklmnopqrstuvwxyz",
    "0123456789" * 4,
]
UNLIKELY = ["\u20ac", "\u20ac^", "^ ^", "~ ~", " ", "%%", "\x7f", "<>"]


def broken(operation: OperationModel, valid: dict) -> Iterator[tuple[str, dict]]:
    """What is wrong, and the request."""
    shape = operation.input_shape
    if shape is None:
        return
    query = operation.service_model.metadata["protocol"] == "query"
    yield from _breaks(shape, valid, "", query, depth=0)


def optional(operation: OperationModel, valid: dict) -> Iterator[tuple[str, dict]]:
    """The request with one more of the model's members, by a value that its model takes."""
    shape = operation.input_shape
    for name, member in shape.members.items() if shape else []:
        if name not in valid:
            yield name, {**valid, name: sample(member)}


def _breaks(shape: Shape, value: Any, path: str, query: bool, depth: int) -> Iterator:
    """Every way to break a valid value in one place, as (what, broken value)."""
    # A Query request has nothing but text, so a text has no other type; nor has the whole request.
    if path and not (query and shape.type_name == "string"):
        yield f"{path}: another type", _other_type(shape, query)
    if isinstance(shape, StructureShape):
        yield from _structure(shape, value, path, query, depth)
    elif isinstance(shape, ListShape):
        yield from _list(shape, value, path, query, depth)
    elif isinstance(shape, MapShape):
        yield from _map(shape, value, path, query, depth)
    elif shape.type_name == "string":
        yield from _text(shape, value, path)
    elif shape.type_name in ("integer", "long"):
        low, high = shape.metadata.get("min"), shape.metadata.get("max")
        if low is not None:
            yield f"{path}: below {low}", low - 1
        if high is not None:
            yield f"{path}: above {high}", high + 1


def _other_type(shape: Shape, query: bool) -> Any:
    if query:
        return "1x"
    return [{}] if shape.type_name not in ("list",) else {"a": "b"}


def _structure(shape: StructureShape, value: dict, path: str, query: bool, depth: int) -> Iterator:
    for name, member in shape.members.items():
        at = f"{path}.{name}".lstrip(".")
        place = member.serialization.get("location")
        if name in shape.required_members and place != "uri":
            yield f"{at}: missing", {key: each for key, each in value.items() if key != name}
        if place in ("uri", "querystring") or depth > 4:
            continue
        inner = value[name] if name in value else sample(member)
        if depth > 0 and name not in value:
            # What is refused whole need not be refused part by part.
            if not (query and member.type_name == "string"):
                yield f"{at}: another type", {**value, name: _other_type(member, query)}
            continue
        for what, changed in _breaks(member, inner, at, query, depth + 1):
            yield what, {**value, name: changed}


def _list(shape: ListShape, value: list, path: str, query: bool, depth: int) -> Iterator:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    item = value[0] if value else sample(shape.member)
    # A Query request cannot tell an empty list from none.
    if low and not query:
        yield f"{path}: fewer than {low}", [item] * (low - 1)
    if high:
        yield f"{path}: more than {high}", [item] * (high + 1)
    for what, changed in _breaks(shape.member, item, f"{path}[]", query, depth + 1):
        yield what, [changed]


def _map(shape: MapShape, value: dict, path: str, query: bool, depth: int) -> Iterator:
    high = shape.metadata.get("max")
    key, item = next(iter(value.items())) if value else (sample(shape.key), sample(shape.value))
    if high:
        yield f"{path}: more than {high}", {f"{key}{i}": item for i in range(high + 1)}
    for what, changed in _breaks(shape.value, item, f"{path}{{}}", query, depth + 1):
        yield what, {key: changed}


def _text(shape: Shape, value: str, path: str) -> Iterator:
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max")
    if getattr(shape, "enum", None):
        yield f"{path}: not of its values", "NOT_A_VALUE"
        return
    if low > 0:
        yield f"{path}: shorter than {low}", value[: low - 1]
    if high:
        yield f"{path}: longer than {high}", value + value[-1] * (high + 1 - len(value))
    if "pattern" in shape.metadata:
        odd = [text for text in UNLIKELY if not _fits(shape, text)]
        for text in odd[:1]:
            yield f"{path}: against its pattern", text * max(1, low)


def sample(shape: Shape) -> Any:
    """A small value that a shape takes."""
    if isinstance(shape, StructureShape):
        return {name: sample(shape.members[name]) for name in shape.required_members}
    if isinstance(shape, ListShape):
        return [sample(shape.member)]
    if isinstance(shape, MapShape):
        return {sample(shape.key): sample(shape.value)}
    if shape.type_name == "string":
        return _sample_text(shape)
    low = shape.metadata.get("min", 1)
    scalars = {"boolean": False, "timestamp": 1_700_000_000, "blob": "YQ=="}
    return scalars.get(shape.type_name, low)


def _sample_text(shape: Shape) -> str:
    if getattr(shape, "enum", None):
        return shape.enum[0]
    low, high = shape.metadata.get("min", 0), shape.metadata.get("max", 1 << 20)
    for text in TEXTS:
        if low <= len(text) <= high and _fits(shape, text):
            return text
    for text in TEXTS:
        longer = text * (low // len(text) + 1)
        if len(longer) <= high and _fits(shape, longer):
            return longer
    raise LookupError(f"no sample for {shape.name}: {dict(shape.metadata)}")


def _fits(shape: Shape, text: str) -> bool:
    """Whether a text is as the pattern says, which AWS applies to all of it."""
    pattern = shape.metadata.get("pattern", r"[\s\S]*")
    # Properties of characters, which Python's expressions do not know, by some of them.
    for name, characters in {"L": "a-zA-Z", "Z": " ", "N": "0-9", "S": "+", "P": "-", "M": ""}.items():
        pattern = pattern.replace(rf"\p{{{name}}}", characters)
    return re.fullmatch(pattern, text, re.ASCII) is not None
