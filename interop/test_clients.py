"""Both clients make the valid request of every operation, and page whatever comes in pages."""

import json

import pytest
from botocore import xform_name

import identify
from test_sweep import OPERATIONS
from valid_requests import VALID, World


@pytest.fixture(params=OPERATIONS)
def asked(request, aws):
    """The client's name of a service, the operation, and a request that will succeed."""
    service, _, name = request.param.partition(":")
    assert request.param in VALID, "valid_requests.py has no request for it"
    return identify.SERVICES[service], name, VALID[request.param](World(aws))


def test_boto3_makes_every_request_and_pages(aws, asked):
    service, name, request = asked
    client = aws.client(service)
    operation = xform_name(name)
    told = getattr(client, operation)(**request)
    if not client.can_paginate(operation):
        return
    paginator = client.get_paginator(operation)
    key = paginator.result_keys[0].expression
    pages = paginator.paginate(**request, PaginationConfig={"PageSize": 1})
    items = [item for page in pages for item in page.get(key, [])]
    assert items == told.get(key, [])


def test_the_cli_makes_every_request(aws, asked):
    service, name, request = asked
    command = [service, xform_name(name, "-"), "--cli-input-json", json.dumps(request)]
    done = aws.cli(*command)
    assert done.returncode == 0, done.stderr
