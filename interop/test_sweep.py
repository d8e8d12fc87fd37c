"""
Every operation of the sandbox, by botocore's models: one request that succeeds, and that request
broken in each place where the model forbids it. What the model knows and the sandbox does not must
be refused too; to ignore it would answer another question.
"""

import json
import os
import subprocess

import pytest

import identify
from broken_requests import broken, optional
from judge import load
from raw import ask, signed
from servers import ROOT
from valid_requests import VALID, World

REFUSALS = {
    "query": {"ValidationError", "MalformedInput", "InvalidInput", "MalformedPolicyDocument"},
    "json": {"ValidationException", "SerializationException"},
    "rest-json": {"BadRequestException", "SerializationException"},
}


def operations() -> list[str]:
    """All that the sandbox has, by its own table."""
    table = (ROOT / "build/src/sandbox/aws/operations.js").as_uri()
    script = (
        f"import({json.dumps(table)}).then(({{ operations }}) => "
        "console.log(JSON.stringify(operations.map((o) => `${o.service}:${o.name}`))))"
    )
    command = [os.environ.get("INTEROP_NODE", "node"), "-e", script]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    return json.loads(told.stdout)


OPERATIONS = operations()


@pytest.fixture(params=OPERATIONS)
def swept(request, aws):
    """An operation's model, and a request that will succeed."""
    service, _, name = request.param.partition(":")
    assert request.param in VALID, "valid_requests.py has no request for it"
    model = identify.model(service).operation_model(name)
    return model, VALID[request.param](World(aws))


def excused(operation, what: str) -> bool:
    name = f"{operation.service_model.signing_name}:{operation.name}"
    return any(
        entry["operation"] == name and entry["what"] == what and entry["reason"]
        for entry in load("input_exceptions.json")
    )


def test_it_refuses_what_its_model_forbids(aws, swept):
    operation, valid = swept
    service = identify.SERVICES[operation.service_model.signing_name]
    own = {shape.name for shape in operation.error_shapes if shape.name.startswith("Invalid")}
    expected = REFUSALS[operation.service_model.metadata["protocol"]] | own
    wrong = []
    for what, request in broken(operation, valid):
        if excused(operation, what):
            continue
        answer = ask(signed(aws, service, operation.name, request))
        if answer.code not in expected:
            wrong.append(f"{what}: {answer.status} {answer.code} {answer.text[:200]}")
    assert not wrong, "\n".join(wrong)
    answer = ask(signed(aws, service, operation.name, valid))
    assert answer.status < 300, f"the valid request is refused: {answer.text}"


def test_it_understands_or_refuses_each_member(aws, swept):
    operation, valid = swept
    service = identify.SERVICES[operation.service_model.signing_name]
    for name, request in optional(operation, valid):
        answer = ask(signed(aws, service, operation.name, request))
        assert answer.status < 500, f"{name}: {answer.text}"
