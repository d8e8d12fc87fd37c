"""boto3 with what surrounds a number: pools, opt-outs, sharing, registrations, destinations."""

import json

import pytest

from conftest import APPLICATION, NUMBER, NUMBER_ID
from valid_requests import NUMBER_ARN, RESOURCE_POLICY, SECOND_ID

TO = "+14255550123"


@pytest.fixture
def sms(aws):
    return aws.client("pinpoint-sms-voice-v2")


def send(client, identity, **more):
    return client.send_text_message(
        DestinationPhoneNumber=TO, OriginationIdentity=identity, MessageBody="Hello", **more
    )


def test_a_pool_sends_and_holds_its_numbers(aws, sms, refused):
    pool = sms.create_pool(OriginationIdentity=NUMBER_ID, MessageType="TRANSACTIONAL")["PoolId"]
    assert send(sms, pool)["MessageId"]
    assert aws.messages()[-1]["from"] == NUMBER
    sms.associate_origination_identity(PoolId=pool, OriginationIdentity=SECOND_ID)
    listed = sms.list_pool_origination_identities(PoolId=pool)["OriginationIdentities"]
    assert {each["OriginationIdentity"] for each in listed} == {NUMBER_ID, SECOND_ID}
    sms.disassociate_origination_identity(PoolId=pool, OriginationIdentity=SECOND_ID)
    sms.delete_pool(PoolId=pool)
    told = refused("ResourceNotFoundException", 400, lambda: send(sms, pool))
    assert told["ResourceType"] == "pool"


def test_who_opted_out_gets_nothing(aws, sms, refused):
    opted_out = {"OptOutListName": "Default", "OptedOutNumber": TO}
    sms.put_opted_out_number(**opted_out)
    told = refused("ConflictException", 400, lambda: send(sms, NUMBER))
    assert told["Reason"] == "DESTINATION_PHONE_NUMBER_OPTED_OUT"
    assert aws.messages() == []
    numbers = sms.describe_opted_out_numbers(OptOutListName="Default")["OptedOutNumbers"]
    assert [each["OptedOutNumber"] for each in numbers] == [TO]
    sms.delete_opted_out_number(**opted_out)
    assert send(sms, NUMBER)["MessageId"]


def test_a_number_is_shared_by_its_policy(aws, sms, refused):
    other = aws.client("pinpoint-sms-voice-v2", "secondary-1")
    refused("AccessDeniedException", 400, lambda: send(other, NUMBER_ARN))
    sms.put_resource_policy(ResourceArn=NUMBER_ARN, Policy=RESOURCE_POLICY)
    stored = sms.get_resource_policy(ResourceArn=NUMBER_ARN)["Policy"]
    assert json.loads(stored) == json.loads(RESOURCE_POLICY)
    assert send(other, NUMBER_ARN)["MessageId"]
    shared = other.describe_phone_numbers(Owner="SHARED")["PhoneNumbers"]
    assert [number["PhoneNumberArn"] for number in shared] == [NUMBER_ARN]
    sms.delete_resource_policy(ResourceArn=NUMBER_ARN)
    refused("AccessDeniedException", 400, lambda: send(other, NUMBER_ARN))


def test_registrations_and_their_versions(sms):
    registrations = sms.describe_registrations()["Registrations"]
    assert {each["RegistrationType"] for each in registrations} == {
        "US_TEN_DLC_CAMPAIGN_REGISTRATION",
        "US_TEN_DLC_BRAND_REGISTRATION",
    }
    campaign = {"RegistrationId": "registration-" + "2" * 32}
    versions = sms.describe_registration_versions(**campaign)["RegistrationVersions"]
    statuses = {each["VersionNumber"]: each["RegistrationVersionStatus"] for each in versions}
    assert statuses == {1: "DENIED", 2: "APPROVED"}
    associated = sms.list_registration_associations(**campaign)["RegistrationAssociations"]
    assert [each["PhoneNumber"] for each in associated] == [NUMBER]


def test_a_destination_is_verified_by_its_code(sms, refused):
    made = sms.create_verified_destination_number(DestinationPhoneNumber=TO)
    named = {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"]}
    assert made["Status"] == "PENDING"
    sms.send_destination_number_verification_code(**named, VerificationChannel="TEXT")
    wrong = {**named, "VerificationCode": "000000"}
    told = refused("ValidationException", 400, sms.verify_destination_number, **wrong)
    assert told["Reason"] == "VERIFICATION_CODE_MISMATCH"
    verified = sms.verify_destination_number(**named, VerificationCode="123456")
    assert verified["Status"] == "VERIFIED"
    sms.delete_verified_destination_number(**named)
    missing = {"VerifiedDestinationNumberIds": [named["VerifiedDestinationNumberId"]]}
    refused(
        "ResourceNotFoundException", 400, sms.describe_verified_destination_numbers, **missing
    )


def test_a_configuration_set_and_its_end(sms, refused):
    sms.create_configuration_set(ConfigurationSetName="new")
    again = {"ConfigurationSetName": "new"}
    refused("ConflictException", 400, sms.create_configuration_set, **again)
    assert send(sms, NUMBER, ConfigurationSetName="new")["MessageId"]
    sms.delete_configuration_set(**again)
    refused("ResourceNotFoundException", 400, lambda: send(sms, NUMBER, ConfigurationSetName="new"))


def test_the_sms_channel_of_an_application(aws, refused):
    pinpoint = aws.client("pinpoint")
    channel = pinpoint.get_sms_channel(ApplicationId=APPLICATION)["SMSChannelResponse"]
    assert channel["Enabled"] is True and channel["Platform"] == "SMS"
    off = {"Enabled": False}
    pinpoint.update_sms_channel(ApplicationId=APPLICATION, SMSChannelRequest=off)
    told = pinpoint.send_messages(
        ApplicationId=APPLICATION,
        MessageRequest={
            "Addresses": {TO: {"ChannelType": "SMS"}},
            "MessageConfiguration": {"SMSMessage": {"Body": "Hello", "OriginationNumber": NUMBER}},
        },
    )["MessageResponse"]
    assert told["Result"][TO]["DeliveryStatus"] == "PERMANENT_FAILURE"
    made = pinpoint.create_app(CreateApplicationRequest={"Name": "new"})["ApplicationResponse"]
    named = {"ApplicationId": made["Id"]}
    pinpoint.delete_app(**named)
    for gone in (pinpoint.get_app, pinpoint.delete_app, pinpoint.get_sms_channel):
        refused("NotFoundException", 404, gone, **named)
