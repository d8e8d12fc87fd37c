"""
The built action against an AWS nobody here wrote: moto's IAM and STS. What moto does not have, the
numbers, the sandbox answers. moto refuses nobody, so the proofs are left to the secondary.
"""

import json

import boto3
import pytest

import action
from conftest import NUMBER
from documents import allow, trust

INPUTS = {
    "primary-account-id": "123456789012",
    "secondary-account-ids": "444455556666",
    "secondary-credentials": "none",
    "external-id": "example-external-id",
    "origination-number": NUMBER,
    "settle-timeout": "5s",
}
NAMED = {"RoleName": "sms-10dlc-sender"}


@pytest.fixture
def step(aws, moto):
    access_key, secret_key, _ = aws.keys("runner")
    environment = {
        "AWS_ENDPOINT_URL": aws.endpoint,
        "AWS_ENDPOINT_URL_IAM": moto,
        "AWS_ENDPOINT_URL_STS": moto,
        "AWS_ACCESS_KEY_ID": access_key,
        "AWS_SECRET_ACCESS_KEY": secret_key,
    }

    def run(mode, **changes):
        told = action.run({**INPUTS, "mode": mode}, {**environment, **changes})
        return told["exitCode"], told["outputs"]["verdict"]

    return run


@pytest.fixture
def theirs(moto):
    keys = {"aws_access_key_id": "testing", "aws_secret_access_key": "testing"}
    client = boto3.client("iam", endpoint_url=moto, region_name="us-east-1", **keys)
    yield client
    for name in client.list_role_policies(**NAMED)["PolicyNames"]:
        client.delete_role_policy(**NAMED, PolicyName=name)
    client.delete_role(**NAMED)


def written(iam):
    """The sender role, by all that the action decides of it."""
    role = iam.get_role(**NAMED)["Role"]
    policies = {
        name: iam.get_role_policy(**NAMED, PolicyName=name)["PolicyDocument"]
        for name in iam.list_role_policies(**NAMED)["PolicyNames"]
    }
    kept = ("Arn", "Path", "Description", "MaxSessionDuration", "AssumeRolePolicyDocument")
    tags = {tag["Key"]: tag["Value"] for tag in role["Tags"]}
    return {**{name: role[name] for name in kept}, "tags": tags, "policies": policies}


def test_it_makes_the_role_on_moto_and_finds_it_in_sync(aws, step, theirs):
    assert step("check") == (1, "drifted")
    assert step("apply") == (0, "changed")
    assert step("check") == (0, "in-sync")
    assert step("apply") == (0, "in-sync")
    on_moto = written(theirs)
    sandbox = {"AWS_ENDPOINT_URL_IAM": aws.endpoint, "AWS_ENDPOINT_URL_STS": aws.endpoint}
    assert step("apply", **sandbox) == (0, "changed")
    assert written(aws.client("iam")) == on_moto


@pytest.mark.parametrize(
    "disturb",
    [
        lambda iam: iam.update_assume_role_policy(
            **NAMED, PolicyDocument=json.dumps(trust("777788889999"))
        ),
        lambda iam: iam.put_role_policy(
            **NAMED, PolicyName="stranger", PolicyDocument=json.dumps(allow("s3:*"))
        ),
        lambda iam: iam.update_role(**NAMED, MaxSessionDuration=43_200),
        lambda iam: iam.untag_role(**NAMED, TagKeys=["sms-10dlc:managed-by"]),
    ],
    ids=["trust", "another policy", "session", "tag"],
)
def test_it_finds_what_somebody_disturbed_on_moto(step, theirs, disturb):
    assert step("apply") == (0, "changed")
    disturb(theirs)
    assert step("check")[0] == 1
