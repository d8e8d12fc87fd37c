"""Who asks too fast is throttled, in each service's own way."""


def test_sms_voice_takes_one_request_a_second(hurried, refused):
    """https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html"""
    client = hurried.client("pinpoint-sms-voice-v2")
    assert client.describe_pools()["Pools"] == []
    refused("ThrottlingException", 400, client.describe_pools)
    # Each account has a rate of its own.
    assert hurried.client("pinpoint-sms-voice-v2", "stranger").describe_pools()["Pools"] == []


def test_cloudtrail_takes_two_a_second(hurried, refused):
    """https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html"""
    client = hurried.client("cloudtrail")
    for _ in range(2):
        assert "Events" in client.lookup_events()
    refused("ThrottlingException", 400, client.lookup_events)
