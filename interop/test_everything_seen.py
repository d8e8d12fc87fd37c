"""After all other tests: that what they recorded leaves nothing out."""

import pytest

import identify
from judge import load
from test_sweep import OPERATIONS


@pytest.mark.last
def test_every_operation_was_answered_and_refused(whole, request):
    if len(request.session.items) < 100:
        pytest.skip("only when all tests run")
    seen = {True: set(), False: set()}
    for exchange in whole.recording.exchanges:
        service = identify.service_of(exchange)
        operation = service and identify.operation_of(exchange, service)
        if operation:
            seen[exchange.status < 300].add(f"{service}:{operation.name}")
    assert set(OPERATIONS) - seen[True] == set()
    # These take nothing that could be wrong.
    faultless = {"sts:GetCallerIdentity", "iam:GetAccountSummary", "iam:ListOpenIDConnectProviders"}
    assert set(OPERATIONS) - seen[False] - faultless == set()


@pytest.mark.last
def test_the_lists_name_operations_of_the_sandbox():
    named = {entry["operation"] for entry in load("always_sent.json")}
    assert named - set(OPERATIONS) == set()


@pytest.mark.last
def test_each_list_entry_has_its_source():
    for entry in load("always_sent.json"):
        assert entry["source"].startswith("https://docs.aws.amazon.com/"), entry
    for entries in load("common_errors.json").values():
        assert all(entry["source"].startswith("https://") for entry in entries)
    assert all(entry["reason"] for entry in load("input_exceptions.json"))
