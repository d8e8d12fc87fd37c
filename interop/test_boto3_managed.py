"""boto3 with managed policies, boundaries, groups and instance profiles: made, used, disturbed."""

import json

import pytest

from documents import SEND, allow, trust

ACCOUNT = "123456789012"
POLICY = f"arn:aws:iam::{ACCOUNT}:policy/reading"
STANDING = {"RoleName": "standing"}


@pytest.fixture
def iam(aws):
    return aws.client("iam")


@pytest.fixture
def reading(iam):
    """A managed policy that lets read roles."""
    document = json.dumps(allow("iam:GetRole"))
    return iam.create_policy(PolicyName="reading", PolicyDocument=document)["Policy"]


@pytest.fixture
def worker(aws, iam):
    """A user with a key and no policy, and what it sees of IAM."""
    iam.create_user(UserName="worker")
    return aws.client("iam", iam.create_access_key(UserName="worker")["AccessKey"])


def may_read(worker):
    try:
        worker.get_role(**STANDING)
        return True
    except worker.exceptions.ClientError as error:
        assert error.response["Error"]["Code"] == "AccessDenied"
        return False


def test_a_managed_policy_and_its_versions(iam, reading, worker, refused):
    attached = {"UserName": "worker", "PolicyArn": POLICY}
    iam.attach_user_policy(**attached)
    assert may_read(worker)
    assert iam.get_policy(PolicyArn=POLICY)["Policy"]["AttachmentCount"] == 1
    other = iam.create_policy_version(
        PolicyArn=POLICY, PolicyDocument=json.dumps(SEND), SetAsDefault=True
    )["PolicyVersion"]
    assert (other["VersionId"], other["IsDefaultVersion"]) == ("v2", True)
    assert not may_read(worker)
    iam.set_default_policy_version(PolicyArn=POLICY, VersionId="v1")
    assert may_read(worker)
    default = {"PolicyArn": POLICY, "VersionId": "v1"}
    refused("DeleteConflict", 409, iam.delete_policy_version, **default)
    refused("DeleteConflict", 409, iam.delete_policy, PolicyArn=POLICY)
    iam.delete_policy_version(PolicyArn=POLICY, VersionId="v2")
    assert iam.get_policy_version(**default)["PolicyVersion"]["Document"] == allow("iam:GetRole")
    iam.detach_user_policy(**attached)
    assert not may_read(worker)
    iam.delete_policy(PolicyArn=POLICY)
    refused("NoSuchEntity", 404, iam.get_policy, PolicyArn=POLICY)


def test_a_sixth_version_is_one_too_many(iam, reading, refused):
    version = {"PolicyArn": POLICY, "PolicyDocument": json.dumps(SEND)}
    for _ in range(4):
        iam.create_policy_version(**version)
    refused("LimitExceeded", 409, iam.create_policy_version, **version)
    pages = iam.get_paginator("list_policy_versions").paginate(
        PolicyArn=POLICY, PaginationConfig={"PageSize": 2}
    )
    assert sum(len(page["Versions"]) for page in pages) == 5


def test_a_group_gives_and_takes(iam, reading, worker, refused):
    iam.create_group(GroupName="readers")
    iam.attach_group_policy(GroupName="readers", PolicyArn=POLICY)
    iam.add_user_to_group(GroupName="readers", UserName="worker")
    assert may_read(worker)
    assert [user["UserName"] for user in iam.get_group(GroupName="readers")["Users"]] == ["worker"]
    refused("DeleteConflict", 409, iam.delete_group, GroupName="readers")
    refused("DeleteConflict", 409, iam.delete_user, UserName="worker")
    iam.remove_user_from_group(GroupName="readers", UserName="worker")
    assert not may_read(worker)
    iam.detach_group_policy(GroupName="readers", PolicyArn=POLICY)
    iam.delete_group(GroupName="readers")
    refused("NoSuchEntity", 404, iam.get_group, GroupName="readers")


def test_a_boundary_limits(iam, reading, worker, refused):
    document = json.dumps(allow("iam:*"))
    iam.put_user_policy(UserName="worker", PolicyName="all", PolicyDocument=document)
    assert worker.list_roles()["Roles"]
    iam.put_user_permissions_boundary(UserName="worker", PermissionsBoundary=POLICY)
    assert may_read(worker)
    told = refused("AccessDenied", 403, worker.list_roles)
    assert "permissions boundary" in told["Error"]["Message"]
    shown = iam.get_user(UserName="worker")["User"]["PermissionsBoundary"]
    assert shown["PermissionsBoundaryArn"] == POLICY
    refused("DeleteConflict", 409, iam.delete_policy, PolicyArn=POLICY)
    iam.delete_user_permissions_boundary(UserName="worker")
    assert worker.list_roles()["Roles"]


def test_the_boundary_of_a_role_and_of_its_sessions(aws, iam, reading, refused):
    iam.put_role_permissions_boundary(**STANDING, PermissionsBoundary=POLICY)
    arn = f"arn:aws:iam::{ACCOUNT}:role/teams/standing"
    session = aws.client("sts").assume_role(RoleArn=arn, RoleSessionName="bounded")
    bounded = aws.client("iam", session["Credentials"])
    assert bounded.get_role(**STANDING)["Role"]["PermissionsBoundary"]
    refused("AccessDenied", 403, bounded.list_roles)


def test_an_instance_profile_holds_its_role(iam, refused):
    document = json.dumps(trust(ACCOUNT))
    iam.create_role(RoleName="machine", AssumeRolePolicyDocument=document)
    iam.create_instance_profile(InstanceProfileName="machine")
    iam.add_role_to_instance_profile(InstanceProfileName="machine", RoleName="machine")
    refused("DeleteConflict", 409, iam.delete_role, RoleName="machine")
    refused("DeleteConflict", 409, iam.delete_instance_profile, InstanceProfileName="machine")
    held = iam.list_instance_profiles_for_role(RoleName="machine")["InstanceProfiles"]
    assert [profile["InstanceProfileName"] for profile in held] == ["machine"]
    iam.remove_role_from_instance_profile(InstanceProfileName="machine", RoleName="machine")
    iam.delete_instance_profile(InstanceProfileName="machine")
    iam.delete_role(RoleName="machine")


def test_a_role_with_an_attached_policy_stays(iam, reading, refused):
    iam.create_role(RoleName="held", AssumeRolePolicyDocument=json.dumps(trust(ACCOUNT)))
    attached = {"RoleName": "held", "PolicyArn": POLICY}
    iam.attach_role_policy(**attached)
    refused("DeleteConflict", 409, iam.delete_role, RoleName="held")
    entities = iam.list_entities_for_policy(PolicyArn=POLICY)
    assert [role["RoleName"] for role in entities["PolicyRoles"]] == ["held"]
    iam.detach_role_policy(**attached)
    refused("NoSuchEntity", 404, iam.detach_role_policy, **attached)
    iam.delete_role(RoleName="held")


def test_a_service_control_policy_reaches_members_alone(aws, refused):
    member = aws.client("iam", "secondary-1")
    told = refused("AccessDenied", 403, member.create_user, UserName="new")
    assert "explicit deny in a service control policy" in told["Error"]["Message"]
    assert member.list_users()["Users"]
    for who in ("runner", "stranger"):
        assert aws.client("iam", who).create_user(UserName="new")["User"]
