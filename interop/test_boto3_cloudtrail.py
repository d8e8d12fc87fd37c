"""boto3 looks up in CloudTrail what it did before."""

import json

import pytest


@pytest.fixture
def trail(aws):
    aws.client("iam").get_role(RoleName="standing")
    aws.client("iam").tag_role(RoleName="standing", Tags=[{"Key": "a", "Value": "b"}])
    aws.client("sts").assume_role(
        RoleArn="arn:aws:iam::123456789012:role/teams/standing", RoleSessionName="job"
    )
    return aws.client("cloudtrail")


def by(name, value):
    return [{"AttributeKey": name, "AttributeValue": value}]


def test_what_was_done_is_found(aws, trail):
    (event,) = trail.lookup_events(LookupAttributes=by("EventName", "TagRole"))["Events"]
    assert event["EventSource"] == "iam.amazonaws.com"
    assert event["Username"] == "administrator"
    told = json.loads(event["CloudTrailEvent"])
    assert told["userIdentity"]["arn"] == aws.principals["runner"].arn
    assert told["requestParameters"]["roleName"] == "standing"


def test_events_come_in_pages_the_latest_first(trail):
    events = trail.lookup_events()["Events"]
    pages = trail.get_paginator("lookup_events").paginate(PaginationConfig={"PageSize": 1})
    ids = [event["EventId"] for page in pages for event in page["Events"]]
    # Looking up is an event, too.
    assert [each for each in ids if each in {event["EventId"] for event in events}] == [
        event["EventId"] for event in events
    ]
    times = [event["EventTime"] for event in events]
    assert times == sorted(times, reverse=True)


def test_others_see_nothing_of_it(aws, trail):
    other = aws.client("cloudtrail", "secondary-1")
    named = by("EventName", "TagRole")
    assert other.lookup_events(LookupAttributes=named)["Events"] == []


@pytest.mark.parametrize(
    ("code", "request_"),
    [
        ("InvalidMaxResultsException", {"MaxResults": 51}),
        ("InvalidNextTokenException", {"NextToken": "nonsense"}),
        ("InvalidTimeRangeException", {"StartTime": 1_800_000_000, "EndTime": 1_700_000_000}),
        (
            "InvalidLookupAttributesException",
            {"LookupAttributes": by("EventName", "a") + by("Username", "b")},
        ),
    ],
)
def test_refusals(aws, refused, code, request_):
    refused(code, 400, aws.client("cloudtrail").lookup_events, **request_)
