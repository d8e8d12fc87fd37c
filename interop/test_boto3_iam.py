"""boto3 creates, reads, pages, disturbs and deletes what IAM has here."""

import json

import pytest

from documents import SEND, allow, trust


@pytest.fixture
def iam(aws):
    return aws.client("iam")


@pytest.fixture
def sender(iam):
    return iam.create_role(
        RoleName="sender",
        Path="/sms/",
        Description="Sends",
        MaxSessionDuration=7200,
        AssumeRolePolicyDocument=json.dumps(trust("444455556666")),
        Tags=[{"Key": "team", "Value": "sms"}],
    )["Role"]


def test_a_role_is_read_back_as_it_was_made(iam, sender):
    role = iam.get_role(RoleName="sender")["Role"]
    assert role["Arn"] == sender["Arn"] == "arn:aws:iam::123456789012:role/sms/sender"
    assert role["RoleId"] == sender["RoleId"] and role["RoleId"].startswith("AROA")
    assert role["CreateDate"] == sender["CreateDate"]
    assert role["MaxSessionDuration"] == 7200
    assert role["Description"] == "Sends"
    assert role["Tags"] == [{"Key": "team", "Value": "sms"}]
    principal = role["AssumeRolePolicyDocument"]["Statement"][0]["Principal"]
    assert principal == {"AWS": "arn:aws:iam::444455556666:root"}


def test_documents_come_percent_encoded(aws, iam, sender):
    iam.get_role(RoleName="sender")
    body = aws.recording.exchanges[-1].body.decode()
    assert "<AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22" in body


def test_a_role_is_changed(iam, sender):
    iam.update_role(RoleName="sender", Description="Sends more")
    role = iam.get_role(RoleName="sender")["Role"]
    assert role["Description"] == "Sends more"
    # https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateRole.html: its default
    assert role["MaxSessionDuration"] == 3600
    iam.update_role_description(RoleName="sender", Description="Sends less")
    assert iam.get_role(RoleName="sender")["Role"]["Description"] == "Sends less"
    document = json.dumps(trust("777788889999"))
    iam.update_assume_role_policy(RoleName="sender", PolicyDocument=document)
    changed = iam.get_role(RoleName="sender")["Role"]["AssumeRolePolicyDocument"]
    assert changed["Statement"][0]["Principal"] == {"AWS": "arn:aws:iam::777788889999:root"}


def test_policies_of_a_role(iam, sender, refused):
    iam.put_role_policy(RoleName="sender", PolicyName="send", PolicyDocument=json.dumps(SEND))
    assert iam.list_role_policies(RoleName="sender")["PolicyNames"] == ["send"]
    read = iam.get_role_policy(RoleName="sender", PolicyName="send")
    assert read["PolicyDocument"] == SEND
    refused("DeleteConflict", 409, iam.delete_role, RoleName="sender")
    iam.delete_role_policy(RoleName="sender", PolicyName="send")
    missing = {"RoleName": "sender", "PolicyName": "send"}
    refused("NoSuchEntity", 404, iam.get_role_policy, **missing)
    refused("NoSuchEntity", 404, iam.delete_role_policy, **missing)
    iam.delete_role(RoleName="sender")
    refused("NoSuchEntity", 404, iam.get_role, RoleName="sender")


def test_tags_of_a_role(iam, sender):
    iam.tag_role(RoleName="sender", Tags=[{"Key": "Team", "Value": "voice"}])
    assert iam.list_role_tags(RoleName="sender")["Tags"] == [{"Key": "Team", "Value": "voice"}]
    iam.untag_role(RoleName="sender", TagKeys=["team"])
    assert iam.list_role_tags(RoleName="sender")["Tags"] == []


def test_lists_of_what_hangs_on_a_role_are_empty_at_first(iam, sender):
    assert iam.list_attached_role_policies(RoleName="sender")["AttachedPolicies"] == []
    assert iam.list_instance_profiles_for_role(RoleName="sender")["InstanceProfiles"] == []


def test_roles_come_in_pages(iam):
    names = [f"paged-{index:02}" for index in range(7)]
    for name in names:
        document = json.dumps(trust("444455556666"))
        iam.create_role(RoleName=name, Path="/paged/", AssumeRolePolicyDocument=document)
    pages = list(
        iam.get_paginator("list_roles").paginate(
            PathPrefix="/paged/", PaginationConfig={"PageSize": 3}
        )
    )
    assert [role["RoleName"] for page in pages for role in page["Roles"]] == names
    assert [page["IsTruncated"] for page in pages] == [True] * (len(pages) - 1) + [False]
    assert all(len(page["Roles"]) <= 3 for page in pages)
    assert len(pages) > 2


def test_policies_and_tags_come_in_pages(iam, sender):
    for index in range(5):
        document = json.dumps(SEND)
        iam.put_role_policy(RoleName="sender", PolicyName=f"p{index}", PolicyDocument=document)
        iam.tag_role(RoleName="sender", Tags=[{"Key": f"k{index}", "Value": ""}])
    for operation, member in [("list_role_policies", "PolicyNames"), ("list_role_tags", "Tags")]:
        pages = iam.get_paginator(operation).paginate(
            RoleName="sender", PaginationConfig={"PageSize": 2}
        )
        sizes = [len(page[member]) for page in pages]
        assert sum(sizes) in (5, 6) and max(sizes) <= 2


def test_users_and_their_keys(aws, iam, refused):
    user = iam.create_user(UserName="worker", Path="/people/")["User"]
    assert user["Arn"] == "arn:aws:iam::123456789012:user/people/worker"
    assert user["UserId"].startswith("AIDA")
    key = iam.create_access_key(UserName="worker")["AccessKey"]
    assert aws.client("sts", key).get_caller_identity()["Arn"] == user["Arn"]
    told = aws.client("iam", key)
    refused("AccessDenied", 403, told.get_user)
    iam.put_user_policy(
        UserName="worker", PolicyName="self", PolicyDocument=json.dumps(allow("iam:GetUser"))
    )
    assert told.get_user()["User"]["UserName"] == "worker"
    assert iam.get_user_policy(UserName="worker", PolicyName="self")["PolicyDocument"]
    assert iam.list_user_policies(UserName="worker")["PolicyNames"] == ["self"]
    iam.update_access_key(
        UserName="worker", AccessKeyId=key["AccessKeyId"], Status="Inactive"
    )
    refused("InvalidClientTokenId", 403, told.get_user)
    listed = iam.list_access_keys(UserName="worker")["AccessKeyMetadata"]
    assert [(each["AccessKeyId"], each["Status"]) for each in listed] == [
        (key["AccessKeyId"], "Inactive")
    ]
    refused("DeleteConflict", 409, iam.delete_user, UserName="worker")
    iam.delete_access_key(UserName="worker", AccessKeyId=key["AccessKeyId"])
    refused("DeleteConflict", 409, iam.delete_user, UserName="worker")
    iam.delete_user_policy(UserName="worker", PolicyName="self")
    iam.delete_user(UserName="worker")
    refused("NoSuchEntity", 404, iam.get_user, UserName="worker")
    assert {each["UserName"] for each in iam.list_users()["Users"]} == {"administrator", "nobody"}


def test_a_third_key_is_one_too_many(iam, refused):
    iam.create_user(UserName="worker")
    for _ in range(2):
        iam.create_access_key(UserName="worker")
    refused("LimitExceeded", 409, iam.create_access_key, UserName="worker")


@pytest.mark.parametrize(
    ("code", "status", "operation", "request_"),
    [
        ("NoSuchEntity", 404, "get_role", {"RoleName": "absent"}),
        ("NoSuchEntity", 404, "list_role_policies", {"RoleName": "absent"}),
        ("NoSuchEntity", 404, "tag_role", {"RoleName": "absent", "Tags": []}),
        ("EntityAlreadyExists", 409, "create_user", {"UserName": "NOBODY"}),
        (
            "EntityAlreadyExists",
            409,
            "create_role",
            {"RoleName": "STANDING", "AssumeRolePolicyDocument": json.dumps(trust("1" * 12))},
        ),
        (
            "MalformedPolicyDocument",
            400,
            "create_role",
            {"RoleName": "new", "AssumeRolePolicyDocument": json.dumps(SEND)},
        ),
        (
            "MalformedPolicyDocument",
            400,
            "create_role",
            {"RoleName": "new", "AssumeRolePolicyDocument": "{"},
        ),
        (
            "MalformedPolicyDocument",
            400,
            "update_assume_role_policy",
            {
                "RoleName": "standing",
                "PolicyDocument": json.dumps(trust("arn:aws:iam::444455556666:role/absent")),
            },
        ),
        (
            "LimitExceeded",
            409,
            "put_role_policy",
            {
                "RoleName": "standing",
                "PolicyName": "long",
                "PolicyDocument": json.dumps(allow("iam:GetUser", "arn:aws:iam::" + "1" * 10_240)),
            },
        ),
        (
            "InvalidInput",
            400,
            "tag_role",
            {"RoleName": "standing", "Tags": [{"Key": "a", "Value": ""}, {"Key": "A", "Value": ""}]},
        ),
    ],
)
def test_refusals(iam, refused, code, status, operation, request_):
    refused(code, status, getattr(iam, operation), **request_)


def test_the_simulator(iam):
    told = iam.simulate_principal_policy(
        PolicySourceArn="arn:aws:iam::123456789012:role/teams/standing",
        ActionNames=["iam:GetRole", "sms-voice:SendTextMessage"],
        ResourceArns=["arn:aws:iam::123456789012:role/x"],
    )["EvaluationResults"]
    assert [(each["EvalActionName"], each["EvalDecision"]) for each in told] == [
        ("iam:GetRole", "allowed"),
        ("sms-voice:SendTextMessage", "allowed"),
    ]
    nobody = "arn:aws:iam::123456789012:user/nobody"
    told = iam.simulate_principal_policy(PolicySourceArn=nobody, ActionNames=["iam:GetRole"])
    assert told["EvaluationResults"][0]["EvalDecision"] == "implicitDeny"


def test_the_account_summary(iam):
    summary = iam.get_account_summary()["SummaryMap"]
    assert summary["Roles"] == 1 and summary["Users"] == 2
    assert summary["AssumeRolePolicySizeQuota"] == 2048
