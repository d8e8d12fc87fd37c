"""What is changed after it was signed is refused, whichever protocol it is in."""

import pytest

from conftest import APPLICATION
from raw import ask, signed

REQUESTS = {
    "iam": ("GetRole", {"RoleName": "standing"}),
    "sts": ("GetCallerIdentity", {}),
    "pinpoint-sms-voice-v2": ("DescribePhoneNumbers", {"MaxResults": 1}),
    "pinpoint": (
        "SendMessages",
        {
            "ApplicationId": APPLICATION,
            "MessageRequest": {
                "Addresses": {"+14255550123": {"ChannelType": "SMS"}},
                "MessageConfiguration": {"SMSMessage": {"Body": "Hello"}},
            },
        },
    ),
}
REFUSED = {
    "iam": ("SignatureDoesNotMatch", 403),
    "sts": ("SignatureDoesNotMatch", 403),
    "pinpoint-sms-voice-v2": ("InvalidSignatureException", 400),
    "pinpoint": ("InvalidSignatureException", 403),
}


@pytest.fixture(params=REQUESTS)
def request_(request, aws):
    return request.param, signed(aws, request.param, *REQUESTS[request.param])


def refusal(request_):
    service, sent = request_
    answer = ask(sent)
    return answer.code, answer.status, REFUSED[service]


def test_unchanged_it_is_answered(request_):
    assert ask(request_[1]).status == 200


def test_a_changed_body(request_):
    sent = request_[1]
    # As long as before, or the server would not read all of it.
    sent.body = sent.body[:-1] + bytes([sent.body[-1] ^ 1])
    code, status, expected = refusal(request_)
    assert (code, status) == expected


def test_a_changed_query(request_):
    request_[1].url += "&page-size=2" if "?" in request_[1].url else "?page-size=2"
    code, status, expected = refusal(request_)
    assert (code, status) == expected


def test_a_changed_date(request_):
    date = request_[1].headers["X-Amz-Date"]
    request_[1].headers["X-Amz-Date"] = f"{date[:-2]}{(int(date[-2]) + 1) % 10}Z"
    code, status, expected = refusal(request_)
    assert (code, status) == expected


def test_a_header_of_amazon_added(request_):
    request_[1].headers["X-Amz-Extra"] = "1"
    code, status, expected = refusal(request_)
    assert (code, status) == expected


def test_another_service_or_region(request_):
    header = request_[1].headers["Authorization"]
    request_[1].headers["Authorization"] = header.replace("us-east-1", "us-west-2")
    code, status, expected = refusal(request_)
    assert (code, status) == expected


def test_no_signature_at_all(request_):
    del request_[1].headers["Authorization"]
    answer = ask(request_[1])
    missing = {"iam": "MissingAuthenticationToken", "sts": "MissingAuthenticationToken"}
    expected = missing.get(request_[0], "MissingAuthenticationTokenException")
    assert answer.code == expected
