"""The judge itself: a good answer passes, and each way to damage it is found."""

import dataclasses
import json

import pytest

from judge import mistakes_in
from raw import ask, signed

REQUESTS = {
    "role": ("iam", "GetRole", {"RoleName": "standing"}),
    "no role": ("iam", "GetRole", {"RoleName": "absent"}),
    "roles": ("iam", "ListRoles", {}),
    "session": (
        "sts",
        "AssumeRole",
        {
            "RoleArn": "arn:aws:iam::123456789012:role/teams/standing",
            "RoleSessionName": "job",
        },
    ),
    "numbers": ("pinpoint-sms-voice-v2", "DescribePhoneNumbers", {}),
    "no number": ("pinpoint-sms-voice-v2", "DescribePhoneNumbers", {"PhoneNumberIds": ["phone-0"]}),
    "application": ("pinpoint", "GetApp", {"ApplicationId": "0123456789abcdef0123456789abcdef"}),
    "no application": ("pinpoint", "GetApp", {"ApplicationId": "f" * 32}),
}


@pytest.fixture
def exchange(aws):
    def make(name):
        ask(signed(aws, *REQUESTS[name]))
        return aws.recording.exchanges[-1]

    return make


@pytest.mark.parametrize("name", REQUESTS)
def test_what_the_sandbox_says_passes(exchange, name):
    assert mistakes_in(exchange(name)) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("role", "<RoleName>standing</RoleName>", ""),
        ("role", "<RoleName>standing</RoleName>", "<Name>standing</Name>"),
        ("role", "<RoleName>", "<RoleName>a</RoleName><RoleName>"),
        ("role", "<MaxSessionDuration>7200</MaxSessionDuration>", ""),
        ("role", ">7200<", ">7200 s<"),
        ("role", ">7200<", ">72000<"),
        ("role", "Z</CreateDate>", "+01:00</CreateDate>"),
        ("role", "<member>", "<item>"),
        ("role", "GetRoleResult", "GetRoleOutput"),
        ("role", "iam.amazonaws.com", "iam.example.com"),
        ("role", "<ResponseMetadata>", "<ResponseMetadata><Extra/>"),
        ("role", "<Path>/teams/</Path>", "<Path>teams</Path>"),
        ("no role", "NoSuchEntity", "NotFound"),
        ("no role", "<Type>Sender</Type>", "<Type>Receiver</Type>"),
        ("no role", "<Message>", "<message>"),
        ("roles", "<IsTruncated>false</IsTruncated>", ""),
        ("roles", ">false<", ">no<"),
        ("roles", "</MaxSessionDuration>", "</MaxSessionDuration><Tags></Tags>"),
        ("session", "<SessionToken>", "<Token>"),
        ("numbers", '"Status":"ACTIVE"', '"Status":"READY"'),
        ("numbers", '"TwoWayEnabled":false', '"TwoWayEnabled":"false"'),
        ("numbers", '"IsoCountryCode":"US",', ""),
        ("numbers", '"PhoneNumbers"', '"Numbers"'),
        ("numbers", '"CreatedTimestamp":', '"CreatedTimestamp":1000'),
        ("no number", "ResourceNotFoundException", "NotFoundException"),
        ("no number", '"ResourceType":"phone-number"', '"ResourceType":"number"'),
        ("no number", '"ResourceId":"phone-0"', '"Resource":"phone-0"'),
        ("application", '"Name":"alerts"', '"Name":7'),
        ("application", '"Id":', '"ID":'),
        ("no application", '"Message":', '"Text":'),
    ],
)
def test_a_damaged_body_is_found(exchange, name, old, new):
    good = exchange(name)
    body = good.body.decode()
    assert old in body
    closing = (old.replace("<", "</"), new.replace("<", "</"))
    damaged = body.replace(old, new)
    if old.endswith(">") and new.endswith(">") and new.count("<") == 1 and "</" not in old:
        damaged = damaged.replace(*closing)
    assert mistakes_in(dataclasses.replace(good, body=damaged.encode()))


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("role", {"status": 201}),
        ("no role", {"status": 400}),
        ("no number", {"status": 404}),
        ("no application", {"status": 400}),
        ("role", {"headers": {"content-type": "application/xml", "x-amzn-requestid": "1"}}),
        ("numbers", {"headers": {"content-type": "application/x-amz-json-1.0"}}),
    ],
)
def test_a_wrong_status_or_header_is_found(exchange, name, changes):
    assert mistakes_in(dataclasses.replace(exchange(name), **changes))
