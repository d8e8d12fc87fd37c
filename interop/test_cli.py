"""The AWS CLI does the whole job: creates, reads, pages, disturbs, assumes, sends and deletes."""

import json

from conftest import APPLICATION, NUMBER, NUMBER_ID
from documents import SEND, trust

TO = "+14255550123"


def test_the_story_of_a_sender_role(aws):
    document = json.dumps(
        trust("444455556666", condition={"StringEquals": {"sts:ExternalId": "right"}})
    )
    created = aws.cli_json(
        *("iam", "create-role", "--role-name", "sender", "--path", "/sms/"),
        *("--assume-role-policy-document", document, "--max-session-duration", "7200"),
        *("--tags", "Key=team,Value=sms", "--description", "Sends"),
    )["Role"]
    aws.cli_json("iam", "wait", "role-exists", "--role-name", "sender")
    read = aws.cli_json("iam", "get-role", "--role-name", "sender")["Role"]
    assert read["Arn"] == created["Arn"] == "arn:aws:iam::123456789012:role/sms/sender"
    assert read["AssumeRolePolicyDocument"]["Statement"][0]["Action"] == "sts:AssumeRole"
    aws.cli_json(
        *("iam", "put-role-policy", "--role-name", "sender", "--policy-name", "send"),
        *("--policy-document", json.dumps(SEND)),
    )
    policy = aws.cli_json(
        *("iam", "get-role-policy", "--role-name", "sender", "--policy-name", "send")
    )
    assert policy["PolicyDocument"] == SEND

    assume = (
        *("sts", "assume-role", "--role-arn", created["Arn"], "--role-session-name", "job"),
        "--external-id",
    )
    refused = aws.cli(*assume, "wrong", who="secondary-1")
    assert refused.returncode == 255 and "(AccessDenied)" in refused.stderr
    session = aws.cli_json(*assume, "right", who="secondary-1")["Credentials"]
    who = aws.cli_json("sts", "get-caller-identity", who=session)
    assert who["Arn"] == "arn:aws:sts::123456789012:assumed-role/sender/job"

    sent = aws.cli_json(
        *("pinpoint-sms-voice-v2", "send-text-message", "--destination-phone-number", TO),
        *("--origination-identity", NUMBER_ID, "--message-body", "Hello"),
        who=session,
    )
    request = {
        "Addresses": {TO: {"ChannelType": "SMS"}},
        "MessageConfiguration": {"SMSMessage": {"Body": "Hello", "OriginationNumber": NUMBER}},
    }
    result = aws.cli_json(
        *("pinpoint", "send-messages", "--application-id", APPLICATION),
        *("--message-request", json.dumps(request)),
        who=session,
    )["MessageResponse"]["Result"][TO]
    assert [each["id"] for each in aws.messages()] == [sent["MessageId"], result["MessageId"]]

    stranger = json.dumps(trust("777788889999"))
    aws.cli_json(
        *("iam", "update-assume-role-policy", "--role-name", "sender"),
        *("--policy-document", stranger),
    )
    assert aws.cli(*assume, "right", who="secondary-1").returncode == 255
    assert aws.cli(*assume, "right", who="stranger").returncode == 0

    undeleted = aws.cli("iam", "delete-role", "--role-name", "sender")
    assert "(DeleteConflict)" in undeleted.stderr
    aws.cli_json(
        *("iam", "delete-role-policy", "--role-name", "sender", "--policy-name", "send")
    )
    aws.cli_json("iam", "delete-role", "--role-name", "sender")
    gone = aws.cli("iam", "get-role", "--role-name", "sender")
    assert gone.returncode == 255 and "(NoSuchEntity)" in gone.stderr


def test_the_rest_of_a_role(aws):
    named = ("--role-name", "standing")
    aws.cli_json("iam", "update-role", *named, "--description", "Sends more")
    role = aws.cli_json("iam", "update-role-description", *named, "--description", "Less")["Role"]
    assert role["Description"] == "Less"
    aws.cli_json("iam", "tag-role", *named, "--tags", "Key=a,Value=b")
    aws.cli_json("iam", "untag-role", *named, "--tag-keys", "team")
    assert aws.cli_json("iam", "list-role-tags", *named)["Tags"] == [{"Key": "a", "Value": "b"}]
    assert aws.cli_json("iam", "list-role-policies", *named)["PolicyNames"] == ["everything"]
    assert aws.cli_json("iam", "list-attached-role-policies", *named)["AttachedPolicies"] == []
    assert aws.cli_json("iam", "list-instance-profiles-for-role", *named)["InstanceProfiles"] == []


def test_users_and_keys(aws):
    named = ("--user-name", "worker")
    aws.cli_json("iam", "create-user", *named)
    aws.cli_json("iam", "wait", "user-exists", *named)
    document = json.dumps(SEND)
    aws.cli_json(
        *("iam", "put-user-policy", *named, "--policy-name", "p", "--policy-document", document)
    )
    read = aws.cli_json("iam", "get-user-policy", *named, "--policy-name", "p")
    assert read["PolicyDocument"] == SEND
    key = aws.cli_json("iam", "create-access-key", *named)["AccessKey"]
    assert aws.cli_json("sts", "get-caller-identity", who=key)["Arn"].endswith("user/worker")
    of_key = (*named, "--access-key-id", key["AccessKeyId"])
    aws.cli_json("iam", "update-access-key", *of_key, "--status", "Inactive")
    assert aws.cli("sts", "get-caller-identity", who=key).returncode == 255
    aws.cli_json("iam", "delete-access-key", *of_key)
    aws.cli_json("iam", "delete-user-policy", *named, "--policy-name", "p")
    aws.cli_json("iam", "delete-user", *named)


def test_lists_come_in_pages(aws):
    for index in range(3):
        aws.client("iam").create_role(
            RoleName=f"paged-{index}", AssumeRolePolicyDocument=json.dumps(trust("444455556666"))
        )
    before = len(aws.recording.exchanges)
    roles = aws.cli_json("iam", "list-roles", "--page-size", "1")["Roles"]
    assert len(roles) == 4
    assert len(aws.recording.exchanges) - before == 4
    part = aws.cli_json("iam", "list-roles", "--max-items", "1")
    rest = aws.cli_json("iam", "list-roles", "--starting-token", part["NextToken"])
    assert part["Roles"] + rest["Roles"] == roles
    numbers = aws.cli_json("pinpoint-sms-voice-v2", "describe-phone-numbers", "--page-size", "1")
    assert len(numbers["PhoneNumbers"]) == 3
    applications = aws.cli_json("pinpoint", "get-apps")["ApplicationsResponse"]["Item"]
    assert len(applications) == 2


def test_what_else_is_told(aws):
    summary = aws.cli_json("iam", "get-account-summary")["SummaryMap"]
    assert summary["Roles"] == 1
    told = aws.cli_json(
        *("iam", "simulate-principal-policy", "--action-names", "iam:GetRole"),
        *("--policy-source-arn", "arn:aws:iam::123456789012:role/teams/standing"),
    )["EvaluationResults"]
    assert told[0]["EvalDecision"] == "allowed"
    application = aws.cli_json("pinpoint", "get-app", "--application-id", APPLICATION)
    assert application["ApplicationResponse"]["Id"] == APPLICATION


def test_wrong_keys(aws):
    key = {"AccessKeyId": aws.keys("runner")[0], "SecretAccessKey": "x" * 40}
    for call in (
        ("iam", "list-roles"),
        ("sts", "get-caller-identity"),
        ("pinpoint-sms-voice-v2", "describe-phone-numbers"),
        ("pinpoint", "get-apps"),
    ):
        done = aws.cli(*call, who=key)
        assert done.returncode == 255 and "Signature" in done.stderr
