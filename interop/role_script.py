"""One script about a role, run word for word against any AWS, and what each step is answered."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Callable, Iterator

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from documents import SEND, allow, trust

ACCOUNT = "123456789012"
ROLE = {"RoleName": "scripted"}
ARN = f"arn:aws:iam::{ACCOUNT}:role/sms/scripted"
TRUST = json.dumps(trust(ACCOUNT))
UNKNOWN = json.dumps(trust(f"arn:aws:iam::{ACCOUNT}:role/absent"))


def _steps(iam: Any, sts: Any, session: Callable[[dict], Any]) -> Iterator[tuple[str, Callable]]:
    """The steps by name, in order; each is made when the one before it was answered."""
    document = {"AssumeRolePolicyDocument": TRUST}
    # Names of their own, so that whoever creates them wrongly goes on as the others do.
    badly = ({"RoleName": f"refused-{number}"} for number in range(9))
    yield "get absent", lambda: iam.get_role(**ROLE)
    yield "create with a bad trust", lambda: iam.create_role(
        **next(badly), AssumeRolePolicyDocument=json.dumps(SEND)
    )
    yield "create with an unknown principal", lambda: iam.create_role(
        **next(badly), AssumeRolePolicyDocument=UNKNOWN
    )
    yield "create with too long a session", lambda: iam.create_role(
        **next(badly), **document, MaxSessionDuration=43_201
    )
    yield "create with a tag of AWS's", lambda: iam.create_role(
        **next(badly), **document, Tags=[{"Key": "aws:x", "Value": ""}]
    )
    yield "create", lambda: iam.create_role(
        **ROLE,
        **document,
        Path="/sms/",
        Description="Sends",
        MaxSessionDuration=7200,
        Tags=[{"Key": "team", "Value": "sms"}],
    )
    yield "create again", lambda: iam.create_role(**ROLE, **document)
    yield "get", lambda: iam.get_role(**ROLE)
    yield "get in another case", lambda: iam.get_role(RoleName="SCRIPTED")
    yield "create in another case", lambda: iam.create_role(RoleName="SCRIPTED", **document)
    yield "list by path", lambda: iam.list_roles(PathPrefix="/sms/")
    policy = {"PolicyName": "send", "PolicyDocument": json.dumps(SEND)}
    yield "put policy", lambda: iam.put_role_policy(**ROLE, **policy)
    yield "put bad policy", lambda: iam.put_role_policy(
        **ROLE, PolicyName="bad", PolicyDocument=TRUST
    )
    yield "put too large a policy", lambda: iam.put_role_policy(
        **ROLE,
        PolicyName="large",
        PolicyDocument=json.dumps(allow("iam:GetRole", f"{ARN}{'x' * 10_240}")),
    )
    yield "get policy", lambda: iam.get_role_policy(**ROLE, PolicyName="send")
    yield "get absent policy", lambda: iam.get_role_policy(**ROLE, PolicyName="absent")
    yield "list policies", lambda: iam.list_role_policies(**ROLE)
    yield "list attached policies", lambda: iam.list_attached_role_policies(**ROLE)
    yield "list instance profiles", lambda: iam.list_instance_profiles_for_role(**ROLE)
    yield "update without a duration", lambda: iam.update_role(**ROLE, Description="More")
    yield "get updated", lambda: iam.get_role(**ROLE)
    yield "update description", lambda: iam.update_role_description(**ROLE, Description="Less")
    yield "tag in another case", lambda: iam.tag_role(**ROLE, Tags=[{"Key": "Team", "Value": "v"}])
    yield "tag twice", lambda: iam.tag_role(
        **ROLE, Tags=[{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}]
    )
    yield "list tags", lambda: iam.list_role_tags(**ROLE)
    yield "untag", lambda: iam.untag_role(**ROLE, TagKeys=["Team"])
    yield "list no tags", lambda: iam.list_role_tags(**ROLE)
    yield "update trust badly", lambda: iam.update_assume_role_policy(**ROLE, PolicyDocument="{")
    yield "update trust", lambda: iam.update_assume_role_policy(
        **ROLE,
        PolicyDocument=json.dumps(
            trust(ACCOUNT, condition={"StringEquals": {"sts:ExternalId": "right"}})
        ),
    )
    yield "get trust", lambda: iam.get_role(**ROLE)
    assume = {"RoleArn": ARN, "RoleSessionName": "job"}
    yield "assume", lambda: sts.assume_role(**assume, ExternalId="right")
    yield "assume with a wrong id", lambda: sts.assume_role(**assume, ExternalId="wrong")
    yield "assume for too long", lambda: sts.assume_role(
        **assume, ExternalId="right", DurationSeconds=7200
    )
    yield "assume an absent role", lambda: sts.assume_role(
        RoleArn=ARN + "s", RoleSessionName="job"
    )
    yield "who the session is", lambda: session(
        sts.assume_role(**assume, ExternalId="right")
    ).get_caller_identity()
    yield "delete too early", lambda: iam.delete_role(**ROLE)
    yield "delete policy", lambda: iam.delete_role_policy(**ROLE, PolicyName="send")
    yield "delete policy again", lambda: iam.delete_role_policy(**ROLE, PolicyName="send")
    yield "delete", lambda: iam.delete_role(**ROLE)
    yield "delete again", lambda: iam.delete_role(**ROLE)


def run(endpoint: str, access_key: str, secret_key: str) -> dict[str, Any]:
    """What each step was answered: its output, or its error, without what differs by chance."""

    def client(service: str, *keys: str) -> Any:
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name="us-east-1",
            aws_access_key_id=keys[0],
            aws_secret_access_key=keys[1],
            aws_session_token=keys[2] if len(keys) > 2 else None,
            config=Config(retries={"total_max_attempts": 1}, parameter_validation=False),
        )

    def session(told: dict) -> Any:
        given = told["Credentials"]
        keys = (given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"])
        return client("sts", *keys)

    clients = (client("iam", access_key, secret_key), client("sts", access_key, secret_key))
    return {name: _answer(step) for name, step in _steps(*clients, session)}


def _answer(step: Callable[[], dict]) -> Any:
    try:
        told = step()
    except ClientError as error:
        told = error.response
        return {
            "error": told["Error"]["Code"],
            "status": told["ResponseMetadata"]["HTTPStatusCode"],
        }
    return _plain({key: value for key, value in told.items() if key != "ResponseMetadata"})


# What is different each time; of these only the form counts.
_CHANCE = {
    "RoleId": lambda text: text[:4],
    "AssumedRoleId": lambda text: f"{text[:4]}…{text.partition(':')[2]}",
    "UserId": lambda text: f"{text[:4]}…{text.partition(':')[2]}",
    "AccessKeyId": lambda text: text[:4],
    "SecretAccessKey": lambda text: "given",
    "SessionToken": lambda text: "given",
}


def _plain(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner, key) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return "a time"
    return _CHANCE[name](value) if name in _CHANCE else value


def differences(ours: Any, theirs: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Where two answers differ, by path, with both values; `absent` is one that is not there."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and {"error"} & (ours.keys() ^ theirs.keys()):
        yield path, ours if "error" in ours else "answered", theirs if "error" in theirs else "answered"
    elif isinstance(ours, dict) and isinstance(theirs, dict):
        for key in sorted(ours.keys() | theirs.keys()):
            at = f"{path}.{key}".lstrip(".")
            yield from differences(ours.get(key, "absent"), theirs.get(key, "absent"), at)
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        for index, pair in enumerate(zip(ours, theirs)):
            yield from differences(*pair, f"{path}[{index}]")
    elif ours != theirs:
        yield path, ours, theirs
