"""boto3 assumes roles, across accounts too, and is refused what must be refused."""

import json

import pytest

from documents import SEND, allow, trust

ROLE = "arn:aws:iam::123456789012:role/sender"
EXTERNAL = {"StringEquals": {"sts:ExternalId": "right"}}


@pytest.fixture
def sender(aws):
    """A role of the primary that the secondary may assume, with the external id alone."""
    iam = aws.client("iam")
    document = trust("444455556666", condition=EXTERNAL)
    iam.create_role(RoleName="sender", AssumeRolePolicyDocument=json.dumps(document))
    iam.put_role_policy(RoleName="sender", PolicyName="send", PolicyDocument=json.dumps(SEND))


def assume(client, **changes):
    request = {"RoleArn": ROLE, "RoleSessionName": "job", "ExternalId": "right"} | changes
    return client.assume_role(**{key: value for key, value in request.items() if value})


def test_who_the_callers_are(aws):
    for name, keys in aws.principals.items():
        told = aws.client("sts", name).get_caller_identity()
        assert (told["Account"], told["Arn"]) == (keys.account, keys.arn)


def test_a_session_across_accounts(aws, sender):
    told = assume(aws.client("sts", "secondary-1"), DurationSeconds=900)
    assert told["AssumedRoleUser"]["Arn"] == "arn:aws:sts::123456789012:assumed-role/sender/job"
    session = aws.client("sts", told["Credentials"]).get_caller_identity()
    assert session["Account"] == "123456789012"
    assert session["Arn"] == told["AssumedRoleUser"]["Arn"]
    assert session["UserId"] == told["AssumedRoleUser"]["AssumedRoleId"]


@pytest.mark.parametrize(
    ("who", "changes"),
    [
        ("secondary-1", {"ExternalId": "wrong"}),
        ("secondary-1", {"ExternalId": "Right"}),
        ("secondary-1", {"ExternalId": None}),
        ("secondary-1", {"RoleArn": ROLE + "s"}),
        ("secondary-1", {"Tags": [{"Key": "team", "Value": "sms"}]}),
        ("secondary-1", {"SourceIdentity": "somebody"}),
        ("stranger", {}),
        ("reconciler", {}),
        ("runner", {}),
    ],
)
def test_who_is_not_let_in(aws, sender, refused, who, changes):
    client = aws.client("sts", who)
    told = refused("AccessDenied", 403, lambda: assume(client, **changes))
    assert "is not authorized to perform: sts:" in told["Error"]["Message"]


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("ValidationError", {"DurationSeconds": 3601}),
        ("MalformedPolicyDocument", {"Policy": '{"Version": "2012-10-17"'}),
    ],
)
def test_what_is_not_given(aws, sender, refused, code, changes):
    refused(code, 400, lambda: assume(aws.client("sts", "secondary-1"), **changes))


def test_a_chained_session_lasts_an_hour_at_most(aws, refused):
    first = aws.client("sts").assume_role(
        RoleArn="arn:aws:iam::123456789012:role/teams/standing", RoleSessionName="first"
    )
    chained = aws.client("sts", first["Credentials"])
    again = {"RoleArn": "arn:aws:iam::123456789012:role/teams/standing", "RoleSessionName": "next"}
    refused("ValidationError", 400, chained.assume_role, **again, DurationSeconds=3601)
    assert chained.assume_role(**again, DurationSeconds=3600)["Credentials"]


def test_a_session_policy_limits(aws, refused):
    standing = {"RoleArn": "arn:aws:iam::123456789012:role/teams/standing"}
    told = aws.client("sts").assume_role(
        **standing, RoleSessionName="less", Policy=json.dumps(allow("iam:GetRole"))
    )
    assert 0 < told["PackedPolicySize"] <= 100
    less = aws.client("iam", told["Credentials"])
    assert less.get_role(RoleName="standing")["Role"]
    refused("AccessDenied", 403, less.list_roles)


def test_tags_and_source_identity(aws):
    told = aws.client("sts").assume_role(
        RoleArn="arn:aws:iam::123456789012:role/teams/standing",
        RoleSessionName="tagged",
        Tags=[{"Key": "team", "Value": "sms"}],
        SourceIdentity="somebody",
    )
    assert told["SourceIdentity"] == "somebody"


def test_keys_that_are_not_right(aws, sender, refused):
    session = assume(aws.client("sts", "secondary-1"))["Credentials"]
    other = assume(aws.client("sts", "secondary-1"))["Credentials"]

    def ask(code, who, **changes):
        refused(code, 403, aws.client("sts", who, **changes).get_caller_identity)

    ask("SignatureDoesNotMatch", "runner", secret_key="x" * 40)
    ask("SignatureDoesNotMatch", session, secret_key=other["SecretAccessKey"])
    ask("InvalidClientTokenId", "runner", access_key="AKIAABSENTABSENTABSE")
    ask("InvalidClientTokenId", session, token=other["SessionToken"])
    ask("InvalidClientTokenId", session, token="x" * 100)
    ask("InvalidClientTokenId", session, token=None)


def test_a_role_made_anew_lets_its_old_sessions_and_callers_out(aws, sender, refused):
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html"""
    iam = aws.client("iam")
    iam.create_role(RoleName="caller", AssumeRolePolicyDocument=json.dumps(trust("123456789012")))
    iam.put_role_policy(
        RoleName="caller", PolicyName="all", PolicyDocument=json.dumps(allow("sts:*"))
    )
    document = json.dumps(trust("arn:aws:iam::123456789012:role/caller"))
    iam.update_assume_role_policy(RoleName="sender", PolicyDocument=document)

    def caller():
        arn = "arn:aws:iam::123456789012:role/caller"
        told = aws.client("sts").assume_role(RoleArn=arn, RoleSessionName="caller")
        return aws.client("sts", told["Credentials"])

    assert assume(caller(), ExternalId=None)
    iam.delete_role_policy(RoleName="caller", PolicyName="all")
    iam.delete_role(RoleName="caller")
    shown = iam.get_role(RoleName="sender")["Role"]["AssumeRolePolicyDocument"]
    assert shown["Statement"][0]["Principal"]["AWS"].startswith("AROA")
    iam.create_role(RoleName="caller", AssumeRolePolicyDocument=json.dumps(trust("123456789012")))
    iam.put_role_policy(
        RoleName="caller", PolicyName="all", PolicyDocument=json.dumps(allow("sts:*"))
    )
    again = caller()
    refused("AccessDenied", 403, lambda: assume(again, ExternalId=None))
