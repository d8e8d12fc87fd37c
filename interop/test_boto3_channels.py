"""boto3 sends on both channels, as the sender role's session, and only what that may."""

import json

import pytest

from conftest import APPLICATION, NUMBER, NUMBER_ID
from documents import allow, trust

OTHER = "+18335550199"
SECOND = "+12065550111"
NUMBER_ARN = f"arn:aws:sms-voice:us-east-1:123456789012:phone-number/{NUMBER_ID}"
MESSAGES_ARN = f"arn:aws:mobiletargeting:us-east-1:123456789012:apps/{APPLICATION}/messages"
TO = "+14255550123"


@pytest.fixture
def session(aws):
    """Makes a session of the sender role with one permission, for the secondary."""

    def make(action, resource):
        iam = aws.client("iam")
        document = json.dumps(trust("444455556666"))
        iam.create_role(RoleName="sender", AssumeRolePolicyDocument=document)
        policy = json.dumps(allow(action, resource))
        iam.put_role_policy(RoleName="sender", PolicyName="send", PolicyDocument=policy)
        told = aws.client("sts", "secondary-1").assume_role(
            RoleArn="arn:aws:iam::123456789012:role/sender", RoleSessionName="job"
        )
        return told["Credentials"]

    return make


@pytest.fixture
def texting(aws, session):
    credentials = session("sms-voice:SendTextMessage", NUMBER_ARN)
    return aws.client("pinpoint-sms-voice-v2", credentials)


@pytest.mark.parametrize("identity", [NUMBER, NUMBER[1:], NUMBER_ID, NUMBER_ARN])
def test_sms_voice_sends_from_the_one_number(aws, texting, identity):
    told = texting.send_text_message(
        DestinationPhoneNumber=TO, OriginationIdentity=identity, MessageBody="Hello"
    )
    sent = aws.messages()
    assert [(each["id"], each["from"], each["to"], each["account"]) for each in sent] == [
        (told["MessageId"], NUMBER, TO, "123456789012")
    ]


def test_a_dry_run_sends_nothing(aws, texting):
    texting.send_text_message(
        DestinationPhoneNumber=TO, OriginationIdentity=NUMBER, MessageBody="Hello", DryRun=True
    )
    assert aws.messages() == []


@pytest.mark.parametrize("identity", [OTHER, None])
def test_sms_voice_refuses_other_numbers(aws, texting, refused, identity):
    request = {"DestinationPhoneNumber": TO, "MessageBody": "Hello"}
    if identity:
        request["OriginationIdentity"] = identity
    told = refused("AccessDeniedException", 400, texting.send_text_message, **request)
    assert "sms-voice:SendTextMessage" in told["Error"]["Message"]
    assert aws.messages() == []


@pytest.mark.parametrize(
    ("code", "reason", "changes"),
    [
        ("ResourceNotFoundException", None, {"OriginationIdentity": "phone-" + "0" * 32}),
        ("ValidationException", "INVALID_ARN", {"OriginationIdentity": "arn:aws:sns:::nonsense"}),
        ("ValidationException", None, {"MessageBody": None}),
        ("ResourceNotFoundException", None, {"ConfigurationSetName": "absent"}),
        (
            "ValidationException",
            "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY",
            {"DestinationPhoneNumber": "+14165550123"},
        ),
    ],
)
def test_sms_voice_refuses_by_its_model(aws, refused, code, reason, changes):
    request = {"DestinationPhoneNumber": TO, "OriginationIdentity": NUMBER, "MessageBody": "Hello"}
    request = {name: value for name, value in (request | changes).items() if value is not None}
    client = aws.client("pinpoint-sms-voice-v2")
    told = refused(code, 400, client.send_text_message, **request)
    if reason:
        assert told["Reason"] == reason
    assert aws.messages() == []


def test_numbers_are_described_in_pages_and_by_filter(aws):
    client = aws.client("pinpoint-sms-voice-v2")
    pages = client.get_paginator("describe_phone_numbers").paginate(
        PaginationConfig={"PageSize": 1}
    )
    numbers = [number for page in pages for number in page["PhoneNumbers"]]
    assert {number["PhoneNumber"] for number in numbers} == {NUMBER, OTHER, SECOND}
    by_type = client.describe_phone_numbers(
        Filters=[{"Name": "number-type", "Values": ["TEN_DLC"]}]
    )["PhoneNumbers"]
    assert {number["PhoneNumber"] for number in by_type} == {NUMBER, SECOND}
    named = client.describe_phone_numbers(PhoneNumberIds=[NUMBER_ID])["PhoneNumbers"]
    assert [number["PhoneNumberArn"] for number in named] == [NUMBER_ARN]
    assert client.describe_phone_numbers(Owner="SHARED")["PhoneNumbers"] == []


def test_pinpoint_sends(aws, session):
    pinpoint = aws.client("pinpoint", session("mobiletargeting:SendMessages", MESSAGES_ARN))
    told = pinpoint.send_messages(
        ApplicationId=APPLICATION,
        MessageRequest={
            "Addresses": {TO: {"ChannelType": "SMS"}, "nobody": {"ChannelType": "SMS"}},
            "MessageConfiguration": {"SMSMessage": {"Body": "Hello", "OriginationNumber": NUMBER}},
        },
    )["MessageResponse"]
    assert told["Result"][TO]["DeliveryStatus"] == "SUCCESSFUL"
    assert told["Result"]["nobody"]["DeliveryStatus"] == "PERMANENT_FAILURE"
    assert [(each["from"], each["to"]) for each in aws.messages()] == [(NUMBER, TO)]


def test_pinpoint_refuses(aws, session, refused):
    # https://docs.aws.amazon.com/pinpoint/latest/developerguide/permissions-actions.html
    application = MESSAGES_ARN.removesuffix("/messages")
    pinpoint = aws.client("pinpoint", session("mobiletargeting:*", application))
    request = {
        "Addresses": {TO: {"ChannelType": "SMS"}},
        "MessageConfiguration": {"SMSMessage": {"Body": "Hello", "OriginationNumber": NUMBER}},
    }
    message = {"ApplicationId": APPLICATION, "MessageRequest": request}
    refused("AccessDeniedException", 403, pinpoint.send_messages, **message)
    assert pinpoint.get_app(ApplicationId=APPLICATION)["ApplicationResponse"]["Name"] == "alerts"
    everything = aws.client("pinpoint")
    absent = message | {"ApplicationId": "f" * 32}
    refused("NotFoundException", 404, everything.send_messages, **absent)
    refused("NotFoundException", 404, everything.get_app, ApplicationId="f" * 32)
    nobody = request | {"Addresses": {}}
    refused(
        "BadRequestException",
        400,
        everything.send_messages,
        ApplicationId=APPLICATION,
        MessageRequest=nobody,
    )
    assert aws.messages() == []


def test_applications_come_in_pages(aws):
    pinpoint = aws.client("pinpoint")
    first = pinpoint.get_apps(PageSize="1")["ApplicationsResponse"]
    second = pinpoint.get_apps(PageSize="1", Token=first["NextToken"])["ApplicationsResponse"]
    assert "NextToken" not in second
    names = [application["Name"] for page in (first, second) for application in page["Item"]]
    assert sorted(names) == ["alerts", "reminders"]
