"""Signed requests that botocore would not let through: nothing is checked before they are sent."""

from __future__ import annotations

import json
import re
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import botocore.session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSPreparedRequest, AWSRequest
from botocore.credentials import Credentials
from botocore.httpsession import URLLib3Session
from botocore.model import OperationModel

_session = botocore.session.get_session()
# As boto3's own clients do; else each request waits for an acknowledgement.
_http = URLLib3Session(socket_options=[(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)])


@dataclass(frozen=True)
class Answer:
    status: int
    code: str
    text: str


def operation(service: str, name: str) -> OperationModel:
    return _session.get_service_model(service).operation_model(name)


def signed(aws: Any, service: str, name: str, parameters: dict, who: Any = "runner"):
    """A request for an operation by parameters of any shape, ready to be sent."""
    model = operation(service, name)
    protocol = model.service_model.metadata["protocol"]
    build = {"query": _query, "json": _json, "rest-json": _rest_json}[protocol]
    method, path, headers, body = build(model, parameters)
    request = AWSRequest(method, f"{aws.endpoint}{path}", headers, body)
    if model.auth_type != "none":
        credentials = Credentials(*aws.keys(who))
        SigV4Auth(credentials, model.service_model.signing_name, "us-east-1").add_auth(request)
    return request.prepare()


def ask(request: AWSPreparedRequest) -> Answer:
    answer = _http.send(request)
    text = answer.content.decode()
    if answer.status_code < 300:
        return Answer(answer.status_code, "", text)
    code = re.search(r"<Code>(\w+)</Code>", text) or re.search(r'"__type":"[^"]*?(\w+)"', text)
    header = answer.headers.get("x-amzn-errortype", "")
    return Answer(answer.status_code, code[1] if code else header, text)


def _query(model: OperationModel, parameters: dict):
    form = {"Action": model.name, "Version": model.service_model.api_version}
    for name, value in parameters.items():
        form.update(_flat(name, value))
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    return "POST", "/", headers, urlencode(form).encode()


def _flat(name: str, value: Any) -> dict[str, str]:
    """A value by the names that the Query protocol gives its parts."""
    if isinstance(value, dict):
        inner = [_flat(f"{name}.{key}", each) for key, each in value.items()] or [{name: ""}]
    elif isinstance(value, list):
        inner = [_flat(f"{name}.member.{i}", each) for i, each in enumerate(value, 1)]
        # As botocore writes an empty list.
        inner = inner or [{name: ""}]
    elif isinstance(value, bool):
        return {name: "true" if value else "false"}
    else:
        return {name: str(value)}
    return {key: each for part in inner for key, each in part.items()}


def _json(model: OperationModel, parameters: dict):
    metadata = model.service_model.metadata
    headers = {
        "Content-Type": f"application/x-amz-json-{metadata['jsonVersion']}",
        "X-Amz-Target": f"{metadata['targetPrefix']}.{model.name}",
    }
    return "POST", "/", headers, json.dumps(parameters).encode()


def _rest_json(model: OperationModel, parameters: dict):
    path, query, body = model.http["requestUri"], {}, None
    shape = model.input_shape
    for name, value in parameters.items():
        place = shape.members[name].serialization
        if place.get("location") == "uri":
            path = path.replace("{%s}" % place["name"], quote(str(value), safe=""))
        elif place.get("location") == "querystring":
            query[place["name"]] = value
        elif shape.serialization.get("payload") == name:
            body = json.dumps(value).encode()
    path += f"?{urlencode(query)}" if query else ""
    return model.http["method"], path, {"Content-Type": "application/json"}, body
