"""Tells which operation of which of botocore's service models a request on the wire is."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import parse_qs, urlsplit

import botocore.session
from botocore.model import OperationModel, ServiceModel

from recorder import Exchange

# By the name requests are signed for.
SERVICES = {
    "iam": "iam",
    "sts": "sts",
    "sms-voice": "pinpoint-sms-voice-v2",
    "mobiletargeting": "pinpoint",
    "cloudtrail": "cloudtrail",
}
_session = botocore.session.get_session()


@cache
def model(signing_name: str) -> ServiceModel:
    return _session.get_service_model(SERVICES[signing_name])


def service_of(exchange: Exchange) -> str | None:
    """The name of the service that a request was signed for; None for one without a signature."""
    scope = re.search(
        r"Credential=[^/]+/\d+/[^/]+/([^/]+)/", exchange.request_headers.get("authorization", "")
    )
    if scope and scope[1] in SERVICES:
        return scope[1]
    target = exchange.request_headers.get("x-amz-target", "")
    for name in SERVICES:
        if target and target.startswith(model(name).metadata.get("targetPrefix", "\0")):
            return name
    if exchange.target.startswith("/v1/"):
        return "mobiletargeting"
    version = _form(exchange).get("Version", [""])[0]
    return {"2010-05-08": "iam", "2011-06-15": "sts"}.get(version)


def operation_of(exchange: Exchange, service: str) -> OperationModel | None:
    """The operation that a request names; None for one that the model does not have."""
    known = model(service)
    protocol = known.metadata["protocol"]
    if protocol == "query":
        name = _form(exchange).get("Action", [""])[0]
    elif protocol == "json":
        name = exchange.request_headers.get("x-amz-target", "").rpartition(".")[2]
    else:
        name = _routed(exchange, known)
    return known.operation_model(name) if name in known.operation_names else None


def _form(exchange: Exchange) -> dict[str, list[str]]:
    text = (
        urlsplit(exchange.target).query
        if exchange.method == "GET"
        else exchange.request_body.decode("utf-8", "replace")
    )
    return parse_qs(text, keep_blank_values=True)


def _routed(exchange: Exchange, known: ServiceModel) -> str:
    path = urlsplit(exchange.target).path
    for name, template in _routes(known):
        if template[0] == exchange.method and re.fullmatch(template[1], path):
            return name
    return ""


def _routes(known: ServiceModel) -> list[tuple[str, tuple[str, str]]]:
    routes = []
    for name in known.operation_names:
        http = known.operation_model(name).http
        pattern = re.sub(r"\{[^}]+\}", "[^/]+", http["requestUri"].split("?")[0])
        routes.append((name, (http["method"], pattern)))
    return routes
