"""boto3 with sessions that no role was assumed for by AWS's keys: tokens of a job, and users'."""

import base64
import json

import pytest
from botocore.exceptions import ClientError

from valid_requests import FEDERATED_TRUST, GITHUB, World

ROLE_ARN = "arn:aws:iam::123456789012:role/sweeper"


@pytest.fixture
def job(aws):
    """A role that a job of GitHub's may assume, and the request with its token."""
    return World(aws).federated()


@pytest.fixture
def sts(aws):
    return aws.client("sts", "stranger")


def test_a_job_assumes_its_role_by_its_token(aws, sts, job):
    told = sts.assume_role_with_web_identity(**job)
    assert told["SubjectFromWebIdentityToken"] == "repo:example/messages:ref:refs/heads/main"
    assert told["Audience"] == "sts.amazonaws.com"
    assert told["Provider"] == f"arn:aws:iam::123456789012:oidc-provider/{GITHUB}"
    who = aws.client("sts", told["Credentials"]).get_caller_identity()
    assert who["Arn"] == "arn:aws:sts::123456789012:assumed-role/sweeper/job"


def changed(token, **claims):
    """The token with other claims under its old signature."""
    head, body, signature = token.split(".")
    read = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    encoded = base64.urlsafe_b64encode(json.dumps(read | claims).encode()).decode().rstrip("=")
    return f"{head}.{encoded}.{signature}"


@pytest.mark.parametrize(
    "damage",
    [
        lambda token: "abcdefg",
        lambda token: token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB"),
        lambda token: changed(token, repository="other/messages"),
        lambda token: changed(token, iss="https://issuer.example"),
        lambda token: changed(token, aud="other"),
    ],
    ids=["no token", "signature", "repository", "issuer", "audience"],
)
def test_a_token_that_is_not_right(sts, job, refused, damage):
    request = job | {"WebIdentityToken": damage(job["WebIdentityToken"])}
    refused("InvalidIdentityToken", 400, sts.assume_role_with_web_identity, **request)


def test_a_token_for_another_audience(aws, sts, job, refused):
    request = job | {"WebIdentityToken": aws.identity_token("https://elsewhere.example")}
    refused("InvalidIdentityToken", 400, sts.assume_role_with_web_identity, **request)


def test_a_role_that_asks_for_another_subject(aws, sts, job, refused):
    document = json.dumps(FEDERATED_TRUST).replace("refs/heads/main", "refs/heads/other")
    aws.client("iam").update_assume_role_policy(RoleName="sweeper", PolicyDocument=document)
    refused("AccessDenied", 403, sts.assume_role_with_web_identity, **job)


def test_a_deleted_provider_proves_nobody(aws, sts, job, refused):
    arn = f"arn:aws:iam::123456789012:oidc-provider/{GITHUB}"
    aws.client("iam").delete_open_id_connect_provider(OpenIDConnectProviderArn=arn)
    refused("InvalidIdentityToken", 400, sts.assume_role_with_web_identity, **job)


def test_a_session_of_a_user(aws, refused):
    told = aws.client("sts").get_session_token(DurationSeconds=900)["Credentials"]
    session = aws.client("sts", told)
    assert session.get_caller_identity()["Arn"] == aws.principals["runner"].arn
    # https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
    refused("InvalidClientTokenId", 403, aws.client("iam", told).list_roles)
    standing = {"RoleArn": "arn:aws:iam::123456789012:role/teams/standing"}
    assert session.assume_role(**standing, RoleSessionName="job")["Credentials"]


def test_transitive_tags_go_on_and_cannot_be_set_again(aws, refused):
    standing = {"RoleArn": "arn:aws:iam::123456789012:role/teams/standing"}
    tag = {"Key": "team", "Value": "sms"}
    first = aws.client("sts").assume_role(
        **standing, RoleSessionName="first", Tags=[tag], TransitiveTagKeys=["team"]
    )
    chained = aws.client("sts", first["Credentials"])
    assert chained.assume_role(**standing, RoleSessionName="next")["Credentials"]
    again = {"RoleSessionName": "again", "Tags": [{"Key": "team", "Value": "other"}]}
    refused("InvalidParameterValue", 400, chained.assume_role, **standing, **again)


def test_a_source_identity_goes_on_and_cannot_be_changed(aws):
    standing = {"RoleArn": "arn:aws:iam::123456789012:role/teams/standing"}
    first = aws.client("sts").assume_role(
        **standing, RoleSessionName="first", SourceIdentity="somebody"
    )
    chained = aws.client("sts", first["Credentials"])
    next_ = chained.assume_role(**standing, RoleSessionName="next")
    assert next_["SourceIdentity"] == "somebody"
    changed_ = {"RoleSessionName": "again", "SourceIdentity": "other"}
    # The pages say that it fails, and not by which error.
    with pytest.raises(ClientError):
        chained.assume_role(**standing, **changed_)
