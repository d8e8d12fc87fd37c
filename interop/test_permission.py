"""Every operation asks for its own action: without it, with it, and with it denied."""

import json

import pytest

import identify
from documents import allow
from raw import ask, signed
from test_sweep import OPERATIONS
from valid_requests import VALID, World

# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
# https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
# https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
FREE = {"sts:GetCallerIdentity", "sts:GetSessionToken", "sts:AssumeRoleWithWebIdentity"}
DENIED = {"AccessDenied", "AccessDeniedException"}


@pytest.mark.parametrize("name", [name for name in OPERATIONS if name not in FREE])
def test_an_operation_asks_for_its_action(aws, name):
    service, _, operation = name.partition(":")
    request = VALID[name](World(aws))

    def answered():
        sent = signed(aws, identify.SERVICES[service], operation, request, who="reconciler")
        return ask(sent)

    def permit(*documents):
        for index, document in enumerate(documents):
            policy = {"PolicyName": f"p{index}", "PolicyDocument": json.dumps(document)}
            aws.client("iam").put_user_policy(UserName="nobody", **policy)

    assert answered().code in DENIED
    permit(allow(name), allow(name, effect="Deny"))
    refusal = answered()
    assert refusal.code in DENIED and "explicit deny" in refusal.text
    permit(allow("iam:SimulateNothing"), allow("iam:SimulateNothing"))
    assert answered().code in DENIED
    permit(allow(name))
    answer = answered()
    assert answer.status < 300, answer.text


@pytest.mark.parametrize("name", sorted(FREE))
def test_these_ask_for_none(aws, name):
    service, _, operation = name.partition(":")
    deny = json.dumps(allow("*", effect="Deny"))
    aws.client("iam").put_user_policy(UserName="nobody", PolicyName="no", PolicyDocument=deny)
    request = VALID[name](World(aws))
    sent = signed(aws, identify.SERVICES[service], operation, request, who="reconciler")
    assert ask(sent).status < 300
