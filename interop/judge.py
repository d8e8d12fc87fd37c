"""
Judges answers by botocore's service models, far more strictly than botocore's own parsers do:
those skip what they do not know and do not miss what is not there.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import xml.etree.ElementTree as ET
from functools import cache
from pathlib import Path
from typing import Any, Iterator

from botocore.model import ListShape, MapShape, OperationModel, Shape, StringShape, StructureShape

import identify
from recorder import Exchange

DATA = Path(__file__).parent / "data"


@cache
def load(name: str) -> Any:
    return json.loads((DATA / name).read_text("utf-8"))


def mistakes_in(exchange: Exchange) -> list[str]:
    """Everything in an answer that its service's model, or AWS's pages, do not allow."""
    service = identify.service_of(exchange)
    if service is None:
        # Only the control paths, and requests too broken to tell whom they are for.
        return []
    operation = identify.operation_of(exchange, service)
    protocol = identify.model(service).metadata["protocol"]
    judges = {"query": _Query, "json": _Json, "rest-json": _RestJson}
    answer = judges[protocol](exchange, operation, identify.model(service))
    name = operation.name if operation else "?"
    found = answer.success() if exchange.status < 300 else answer.error()
    return [f"{service}:{name} ({exchange.status}): {mistake}" for mistake in found]


class _Answer:
    """What the protocols have in common."""

    content_type = ""

    def __init__(self, exchange: Exchange, operation: OperationModel | None, model) -> None:
        self.exchange = exchange
        self.operation = operation
        self.model = model

    def success(self) -> Iterator[str]:
        yield from self._headers()
        if self.operation is None:
            yield "a success of an operation that the model does not have"
            return
        expected = self.operation.http.get("responseCode", 200)
        if self.exchange.status != expected:
            yield f"the status is not {expected}"
        yield from self._output()

    def _headers(self) -> Iterator[str]:
        given = self.exchange.headers.get("content-type", "")
        if given.split(";")[0] != self.content_type:
            yield f"content-type {given!r} is not {self.content_type}"
        if not self.exchange.headers.get("x-amzn-requestid"):
            yield "no x-amzn-RequestId"

    def _code(self, code: str, protocol: str) -> Iterator[str]:
        """Codes come from the operation's own errors, or from those every operation has."""
        for shape in self.operation.error_shapes if self.operation else []:
            trait = shape.metadata.get("error", {})
            if trait.get("code", shape.name) == code:
                yield from self._status(code, self._modelled_status(shape))
                return
        common = {entry["code"]: entry for entry in load("common_errors.json")[protocol]}
        if code in common:
            yield from self._status(code, common[code]["status"])
        else:
            yield f"the operation declares no error {code}, nor is it one of the common errors"

    def _modelled_status(self, shape: Shape) -> int:
        """
        AWS's JSON 1.0 errors name no status: it is 400 for those that are the sender's fault.
        """
        declared = shape.metadata.get("error", {}).get("httpStatusCode")
        if declared:
            return declared
        return 500 if shape.metadata.get("fault") or shape.name.startswith("Internal") else 400

    def _status(self, code: str, expected: int) -> Iterator[str]:
        if self.exchange.status != expected:
            yield f"{code} has the status {self.exchange.status}, not {expected}"

    def _always_sent(self, output: Any) -> Iterator[str]:
        """Members that AWS's pages show in every answer, though the model does not demand them."""
        for entry in load("always_sent.json"):
            if entry["operation"] != f"{self.model.signing_name}:{self.operation.name}":
                continue
            for found in _at(output, entry["path"]):
                for name in entry.get("members", []):
                    if name not in found:
                        yield f"{entry['path']} is without {name}, always sent: {entry['source']}"
                for name in entry.get("never", []):
                    if name in found:
                        yield f"{entry['path']} has {name}, never sent: {entry['source']}"


def _at(output: Any, path: str) -> list[dict]:
    """The structures at a path such as `Roles[]`; `` is the output itself."""
    found = [output]
    for step in [part for part in path.split(".") if part]:
        name = step.removesuffix("[]")
        inner = [each[name] for each in found if name in each]
        found = [item for each in inner for item in each] if step.endswith("[]") else inner
    return found


class _Query(_Answer):
    content_type = "text/xml"

    def _output(self) -> Iterator[str]:
        root = self._root()
        namespace = self.model.metadata["xmlNamespace"]
        name = self.operation.name
        if root.tag != f"{{{namespace}}}{name}Response":
            yield f"the root is {root.tag}"
            return
        _strip(root)
        shape = self.operation.output_shape
        wrapper = shape.serialization.get("resultWrapper") if shape else None
        expected = [wrapper] if wrapper else []
        if [child.tag for child in root] != [*expected, "ResponseMetadata"]:
            yield f"below the root are {[child.tag for child in root]}"
            return
        metadata = root.find("ResponseMetadata")
        if [child.tag for child in metadata] != ["RequestId"] or not metadata[0].text:
            yield "ResponseMetadata is not a RequestId"
        if wrapper:
            yield from _xml(root.find(wrapper), shape, wrapper)
            yield from self._always_sent(_tree(root.find(wrapper), shape))

    def error(self) -> Iterator[str]:
        yield from self._headers()
        root = self._root()
        if root.tag != f"{{{self.model.metadata['xmlNamespace']}}}ErrorResponse":
            yield f"the root of the error is {root.tag}"
            return
        _strip(root)
        if [child.tag for child in root] != ["Error", "RequestId"]:
            yield f"below ErrorResponse are {[child.tag for child in root]}"
            return
        told = {child.tag: child.text or "" for child in root.find("Error")}
        if set(told) != {"Type", "Code", "Message"}:
            yield f"Error has {sorted(told)}"
            return
        fault = "Sender" if self.exchange.status < 500 else "Receiver"
        if told["Type"] != fault:
            yield f"Type is {told['Type']}, not {fault}"
        if not told["Message"]:
            yield "the Message is empty"
        yield from self._code(told["Code"], "query")

    def _root(self) -> ET.Element:
        return ET.fromstring(self.exchange.body)


def _strip(root: ET.Element) -> None:
    """Forgets namespaces, once the root's was judged."""
    for element in root.iter():
        element.tag = element.tag.partition("}")[2] or element.tag


def _xml(element: ET.Element, shape: Shape, path: str) -> Iterator[str]:
    if isinstance(shape, StructureShape):
        yield from _xml_structure(element, shape, path)
    elif isinstance(shape, ListShape):
        name = shape.member.serialization.get("name", "member")
        for index, child in enumerate(element):
            if child.tag != name:
                yield f"{path} has {child.tag} where {name} belongs"
            else:
                yield from _xml(child, shape.member, f"{path}[{index}]")
        yield from _range(len(element), shape, path)
    elif isinstance(shape, MapShape):
        for child in element:
            if child.tag != "entry" or [part.tag for part in child] != ["key", "value"]:
                yield f"{path} is not made of entry, key and value"
                continue
            yield from _xml(child[0], shape.key, f"{path}.key")
            yield from _xml(child[1], shape.value, f"{path}.{child[0].text}")
    elif len(element) > 0:
        yield f"{path} has elements where a {shape.type_name} belongs"
    else:
        yield from _text(element.text or "", shape, path)


def _xml_structure(element: ET.Element, shape: StructureShape, path: str) -> Iterator[str]:
    names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
    seen = [child.tag for child in element]
    for tag in sorted(set(seen)):
        if seen.count(tag) > 1:
            yield f"{path}.{tag} comes {seen.count(tag)} times"
        if tag not in names:
            yield f"{path} has no member {tag}"
    if (element.text or "").strip():
        yield f"{path} has text of its own"
    for name in shape.required_members:
        if shape.members[name].serialization.get("name", name) not in seen:
            yield f"{path} is without {name}, which the model requires"
    for child in element:
        if child.tag in names:
            yield from _xml(child, shape.members[names[child.tag]], f"{path}.{child.tag}")


def _text(text: str, shape: Shape, path: str) -> Iterator[str]:
    """A scalar as XML has it."""
    forms = {
        "boolean": r"true|false",
        "integer": r"-?\d+",
        "long": r"-?\d+",
        "float": r"-?\d+(\.\d+)?",
        "double": r"-?\d+(\.\d+)?",
        # No UTC offset but Z: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
        "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z",
    }
    if shape.type_name == "blob":
        yield from _blob(text, path)
    elif shape.type_name == "string":
        yield from _string(text, shape, path)
    elif not re.fullmatch(forms[shape.type_name], text):
        yield f"{path}: {text!r} is no {shape.type_name}"
    elif shape.type_name in ("integer", "long"):
        yield from _range(int(text), shape, path)


def _blob(text: str, path: str) -> Iterator[str]:
    try:
        base64.b64decode(text, validate=True)
    except binascii.Error:
        yield f"{path} is not base64"


def _string(text: str, shape: StringShape, path: str) -> Iterator[str]:
    if shape.enum and text not in shape.enum:
        yield f"{path}: {text!r} is not one of {shape.enum}"
    yield from _range(len(text), shape, path)
    pattern = shape.metadata.get("pattern")
    # Python's expressions know no properties of characters.
    if pattern and r"\p{" not in pattern and not re.search(pattern, text, re.ASCII):
        yield f"{path}: {text!r} does not match {pattern}"


def _range(measure: int, shape: Shape, path: str) -> Iterator[str]:
    low, high = shape.metadata.get("min"), shape.metadata.get("max")
    if (low is not None and measure < low) or (high is not None and measure > high):
        yield f"{path}: {measure} is not from {low} to {high}"


def _tree(element: ET.Element, shape: Shape) -> Any:
    """XML as plain values, for those who ask what is there."""
    if isinstance(shape, StructureShape):
        names = {m.serialization.get("name", name): name for name, m in shape.members.items()}
        known = [child for child in element if child.tag in names]
        return {names[c.tag]: _tree(c, shape.members[names[c.tag]]) for c in known}
    if isinstance(shape, ListShape):
        return [_tree(child, shape.member) for child in element]
    if isinstance(shape, MapShape):
        return {child[0].text: _tree(child[1], shape.value) for child in element}
    return element.text or ""


class _Json(_Answer):
    # Which errors' members are common to all of a service's errors.
    beside_the_message: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        return f"application/x-amz-json-{self.model.metadata['jsonVersion']}"

    def _output(self) -> Iterator[str]:
        body = json.loads(self.exchange.body)
        yield from _json(body, self.operation.output_shape, "")
        yield from self._always_sent(body)

    def error(self) -> Iterator[str]:
        yield from self._headers()
        body = json.loads(self.exchange.body)
        code = body.pop("__type", "").rpartition("#")[2]
        yield from self._code(code, "json")
        yield from self._error_members(code, body)

    def _error_members(self, code: str, body: dict) -> Iterator[str]:
        shapes = {shape.name: shape for shape in (self.operation.error_shapes if self.operation else [])}
        text = body.get("Message", body.get("message"))
        if not isinstance(text, str) or not text:
            yield f"{code} has no Message"
        # IAM's refusals share a name with an error of the service, not its further members.
        if code in shapes and code != "AccessDeniedException":
            # Some models leave the message out, which each error has.
            told = {"Message", "message"} - set(shapes[code].members)
            rest = {name: value for name, value in body.items() if name not in told}
            yield from _json(rest, shapes[code], code)
        elif set(body) - {"Message", "message", *self.beside_the_message}:
            yield f"{code} has {sorted(body)}"


class _RestJson(_Json):
    content_type = "application/json"
    beside_the_message = ("RequestID",)

    def _output(self) -> Iterator[str]:
        shape = self.operation.output_shape
        payload = shape.serialization.get("payload")
        body = json.loads(self.exchange.body)
        yield from _json(body, shape.members[payload] if payload else shape, "")
        yield from self._always_sent({payload: body} if payload else body)

    def error(self) -> Iterator[str]:
        yield from self._headers()
        body = json.loads(self.exchange.body)
        code = self.exchange.headers.get("x-amzn-errortype", "").partition(":")[0]
        yield from self._code(code, "rest-json")
        yield from self._error_members(code, body)


def _json(value: Any, shape: Shape, path: str) -> Iterator[str]:
    if isinstance(shape, StructureShape):
        yield from _json_structure(value, shape, path)
    elif isinstance(shape, ListShape):
        if not isinstance(value, list):
            yield f"{path} is not a list"
            return
        yield from _range(len(value), shape, path)
        for index, item in enumerate(value):
            yield from _json(item, shape.member, f"{path}[{index}]")
    elif isinstance(shape, MapShape):
        if not isinstance(value, dict):
            yield f"{path} is not a map"
            return
        for key, inner in value.items():
            yield from _string(key, shape.key, f"{path}.{key}")
            yield from _json(inner, shape.value, f"{path}.{key}")
    else:
        yield from _scalar(value, shape, path)


def _json_structure(value: Any, shape: StructureShape, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path} is not a structure"
        return
    names = {member.serialization.get("name", name): name for name, member in shape.members.items()}
    for name in shape.required_members:
        if shape.members[name].serialization.get("name", name) not in value:
            yield f"{path} is without {name}, which the model requires"
    for name, inner in value.items():
        if name not in names:
            yield f"{path} has no member {name}"
        else:
            yield from _json(inner, shape.members[names[name]], f"{path}.{name}".lstrip("."))


def _scalar(value: Any, shape: Shape, path: str) -> Iterator[str]:
    kind = shape.type_name
    if kind == "timestamp" and shape.serialization.get("timestampFormat") == "iso8601":
        kind, pattern = "string", r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z"
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield f"{path}: {value!r} is no timestamp"
        return
    types = {
        "string": str,
        "blob": str,
        "boolean": bool,
        "integer": int,
        "long": int,
        "float": (int, float),
        "double": (int, float),
        # Seconds since the epoch.
        "timestamp": (int, float),
    }
    if not isinstance(value, types[kind]) or (isinstance(value, bool) and kind != "boolean"):
        yield f"{path}: {value!r} is no {kind}"
    elif kind == "string":
        yield from _string(value, shape, path)
    elif kind == "blob":
        yield from _blob(value, path)
    elif kind in ("integer", "long"):
        yield from _range(value, shape, path)
    elif kind == "timestamp" and not 1e9 < value < 1e10:
        yield f"{path}: {value!r} is not in seconds"
