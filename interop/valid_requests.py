"""
One request that succeeds for each operation of the sandbox, with whatever must be there before.
An operation that is missing here fails the sweep.
"""

from __future__ import annotations

import json
from typing import Any, Callable

from conftest import APPLICATION, NUMBER, NUMBER_ID, Aws
from documents import SEND, trust

Request = Callable[["World"], dict[str, Any]]

ACCOUNT = "123456789012"
TRUST = json.dumps(trust("444455556666"))
POLICY = json.dumps(SEND)
TAGS = [{"Key": "team", "Value": "sms"}]
POLICY_ARN = f"arn:aws:iam::{ACCOUNT}:policy/send"
NUMBER_ARN = f"arn:aws:sms-voice:us-east-1:{ACCOUNT}:phone-number/{NUMBER_ID}"
SECOND_ID = "phone-11111111111111111111111111111111"
REGISTRATION = {"RegistrationId": "registration-22222222222222222222222222222222"}
TO = "+14255550123"
ROLE = {"RoleName": "sweeper"}
USER = {"UserName": "worker"}
GROUP = {"GroupName": "workers"}
PROFILE = {"InstanceProfileName": "machine"}
MANAGED = {"PolicyArn": POLICY_ARN}
GITHUB = "token.actions.githubusercontent.com"
PROVIDER = {"Url": f"https://{GITHUB}", "ClientIDList": ["sts.amazonaws.com"]}
PROVIDER_ARN = f"arn:aws:iam::{ACCOUNT}:oidc-provider/{GITHUB}"
FEDERATED_TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Federated": PROVIDER_ARN},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {
                "StringEquals": {
                    f"{GITHUB}:aud": "sts.amazonaws.com",
                    f"{GITHUB}:sub": "repo:example/messages:ref:refs/heads/main",
                }
            },
        }
    ],
}
RESOURCE_POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": "arn:aws:iam::444455556666:root"},
                "Action": "sms-voice:SendTextMessage",
                "Resource": NUMBER_ARN,
            }
        ],
    }
)


class World:
    """Makes what a request needs before it, as the primary's administrator."""

    def __init__(self, aws: Aws) -> None:
        self.iam = aws.client("iam")
        self.sms = aws.client("pinpoint-sms-voice-v2")
        self.sts = aws.client("sts")
        self.pinpoint = aws.client("pinpoint")
        self.identity_token = aws.identity_token

    def role(self, *, policy: bool = False) -> dict[str, str]:
        self.iam.create_role(**ROLE, AssumeRolePolicyDocument=TRUST)
        if policy:
            self.iam.put_role_policy(**ROLE, PolicyName="p", PolicyDocument=POLICY)
        return ROLE

    def user(self, *, policy: bool = False) -> dict[str, str]:
        self.iam.create_user(**USER)
        if policy:
            self.iam.put_user_policy(**USER, PolicyName="p", PolicyDocument=POLICY)
        return USER

    def key(self) -> dict[str, str]:
        self.user()
        return {**USER, "AccessKeyId": self.iam.create_access_key(**USER)["AccessKey"]["AccessKeyId"]}

    def group(self, *, policy: bool = False) -> dict[str, str]:
        self.iam.create_group(**GROUP)
        if policy:
            self.iam.put_group_policy(**GROUP, PolicyName="p", PolicyDocument=POLICY)
        return GROUP

    def member(self) -> dict[str, str]:
        self.user()
        self.group()
        self.iam.add_user_to_group(**GROUP, **USER)
        return {**GROUP, **USER}

    def managed(self) -> dict[str, str]:
        self.iam.create_policy(PolicyName="send", PolicyDocument=POLICY)
        return MANAGED

    def version(self) -> dict[str, str]:
        self.managed()
        self.iam.create_policy_version(**MANAGED, PolicyDocument=POLICY)
        return {**MANAGED, "VersionId": "v2"}

    def attached(self, kind: str) -> dict[str, str]:
        self.managed()
        entity = getattr(self, kind)()
        getattr(self.iam, f"attach_{kind}_policy")(**entity, **MANAGED)
        return {**entity, **MANAGED}

    def bounded(self, kind: str) -> dict[str, str]:
        self.managed()
        entity = getattr(self, kind)()
        put = getattr(self.iam, f"put_{kind}_permissions_boundary")
        put(**entity, PermissionsBoundary=POLICY_ARN)
        return entity

    def profile(self) -> dict[str, str]:
        self.iam.create_instance_profile(**PROFILE)
        return PROFILE

    def profile_with_role(self) -> dict[str, str]:
        self.role()
        self.profile()
        self.iam.add_role_to_instance_profile(**PROFILE, **ROLE)
        return {**PROFILE, **ROLE}

    def provider(self) -> dict[str, str]:
        self.iam.create_open_id_connect_provider(**PROVIDER)
        return {"OpenIDConnectProviderArn": PROVIDER_ARN}

    def federated(self) -> dict[str, str]:
        """A role for a job of GitHub's, and the job's token."""
        self.provider()
        self.iam.create_role(**ROLE, AssumeRolePolicyDocument=json.dumps(FEDERATED_TRUST))
        return {
            "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/{ROLE['RoleName']}",
            "RoleSessionName": "job",
            "WebIdentityToken": self.identity_token(),
        }

    def application(self) -> dict[str, str]:
        made = self.pinpoint.create_app(CreateApplicationRequest={"Name": "new"})
        return {"ApplicationId": made["ApplicationResponse"]["Id"]}

    def opt_out_list(self) -> dict[str, str]:
        self.sms.create_opt_out_list(OptOutListName="quiet")
        return {"OptOutListName": "quiet"}

    def opted_out(self) -> dict[str, str]:
        named = {**self.opt_out_list(), "OptedOutNumber": TO}
        self.sms.put_opted_out_number(**named)
        return named

    def pool(self) -> dict[str, str]:
        made = self.sms.create_pool(OriginationIdentity=NUMBER_ID, MessageType="TRANSACTIONAL")
        return {"PoolId": made["PoolId"]}

    def pool_of_two(self) -> dict[str, str]:
        both = {**self.pool(), "OriginationIdentity": SECOND_ID}
        self.sms.associate_origination_identity(**both)
        return both

    def code_sent(self) -> dict[str, str]:
        named = self.destination()
        self.sms.send_destination_number_verification_code(**named, VerificationChannel="TEXT")
        return {**named, "VerificationCode": "123456"}

    def destination(self) -> dict[str, str]:
        made = self.sms.create_verified_destination_number(DestinationPhoneNumber=TO)
        return {"VerifiedDestinationNumberId": made["VerifiedDestinationNumberId"]}

    def resource_policy(self) -> dict[str, str]:
        self.sms.put_resource_policy(ResourceArn=NUMBER_ARN, Policy=RESOURCE_POLICY)
        return {"ResourceArn": NUMBER_ARN}


def _inline(kind: str) -> dict[str, Request]:
    """The operations on inline policies of roles, users and groups."""
    name = kind.capitalize()
    document = {"PolicyName": "p", "PolicyDocument": POLICY}
    return {
        f"iam:Put{name}Policy": lambda w: {**getattr(w, kind)(), **document},
        f"iam:Get{name}Policy": lambda w: {**getattr(w, kind)(policy=True), "PolicyName": "p"},
        f"iam:Delete{name}Policy": lambda w: {**getattr(w, kind)(policy=True), "PolicyName": "p"},
        f"iam:List{name}Policies": lambda w: getattr(w, kind)(policy=True),
        f"iam:Attach{name}Policy": lambda w: {**getattr(w, kind)(), **w.managed()},
        f"iam:Detach{name}Policy": lambda w: w.attached(kind),
        f"iam:ListAttached{name}Policies": lambda w: {
            key: value for key, value in w.attached(kind).items() if key != "PolicyArn"
        },
    }


def _boundary(kind: str) -> dict[str, Request]:
    name = kind.capitalize()
    boundary = {"PermissionsBoundary": POLICY_ARN}
    return {
        f"iam:Put{name}PermissionsBoundary": lambda w: (w.managed(), {**getattr(w, kind)(), **boundary})[1],
        f"iam:Delete{name}PermissionsBoundary": lambda w: w.bounded(kind),
    }


def _tags(kind: str, make: Request) -> dict[str, Request]:
    name = kind.capitalize()
    return {
        f"iam:Tag{name}": lambda w: {**make(w), "Tags": TAGS},
        f"iam:Untag{name}": lambda w: {**make(w), "TagKeys": ["team"]},
        f"iam:List{name}Tags": make,
    }


def _nothing(_world: World) -> dict[str, Any]:
    return {}


VALID: dict[str, Request] = {
    "iam:CreateRole": lambda w: {**ROLE, "AssumeRolePolicyDocument": TRUST},
    "iam:GetRole": lambda w: w.role(),
    "iam:UpdateRole": lambda w: w.role(),
    "iam:UpdateRoleDescription": lambda w: {**w.role(), "Description": "Sends"},
    "iam:DeleteRole": lambda w: w.role(),
    "iam:ListRoles": _nothing,
    "iam:UpdateAssumeRolePolicy": lambda w: {**w.role(), "PolicyDocument": TRUST},
    "iam:ListInstanceProfilesForRole": lambda w: {"RoleName": w.profile_with_role()["RoleName"]},
    "iam:SimulatePrincipalPolicy": lambda w: {
        "PolicySourceArn": f"arn:aws:iam::{ACCOUNT}:role/teams/standing",
        "ActionNames": ["iam:GetRole"],
    },
    "iam:GetAccountSummary": _nothing,
    "iam:CreateUser": lambda w: USER,
    "iam:GetUser": lambda w: w.user(),
    "iam:DeleteUser": lambda w: w.user(),
    "iam:ListUsers": _nothing,
    "iam:CreateAccessKey": lambda w: w.user(),
    "iam:UpdateAccessKey": lambda w: {**w.key(), "Status": "Inactive"},
    "iam:DeleteAccessKey": lambda w: w.key(),
    "iam:ListAccessKeys": lambda w: {"UserName": w.key()["UserName"]},
    "iam:CreateGroup": lambda w: GROUP,
    "iam:GetGroup": lambda w: {"GroupName": w.member()["GroupName"]},
    "iam:DeleteGroup": lambda w: w.group(),
    "iam:ListGroups": lambda w: (w.group(), {})[1],
    "iam:AddUserToGroup": lambda w: {**w.user(), **w.group()},
    "iam:RemoveUserFromGroup": lambda w: w.member(),
    "iam:ListGroupsForUser": lambda w: {"UserName": w.member()["UserName"]},
    "iam:CreatePolicy": lambda w: {"PolicyName": "send", "PolicyDocument": POLICY},
    "iam:GetPolicy": lambda w: w.managed(),
    "iam:DeletePolicy": lambda w: w.managed(),
    "iam:ListPolicies": lambda w: (w.managed(), {"Scope": "Local"})[1],
    "iam:ListEntitiesForPolicy": lambda w: (w.attached("role"), MANAGED)[1],
    "iam:CreatePolicyVersion": lambda w: {**w.managed(), "PolicyDocument": POLICY},
    "iam:GetPolicyVersion": lambda w: w.version(),
    "iam:ListPolicyVersions": lambda w: (w.version(), MANAGED)[1],
    "iam:DeletePolicyVersion": lambda w: w.version(),
    "iam:SetDefaultPolicyVersion": lambda w: w.version(),
    "iam:CreateInstanceProfile": lambda w: PROFILE,
    "iam:GetInstanceProfile": lambda w: (w.profile_with_role(), PROFILE)[1],
    "iam:DeleteInstanceProfile": lambda w: w.profile(),
    "iam:ListInstanceProfiles": lambda w: (w.profile_with_role(), {})[1],
    "iam:AddRoleToInstanceProfile": lambda w: {**w.role(), **w.profile()},
    "iam:RemoveRoleFromInstanceProfile": lambda w: w.profile_with_role(),
    "iam:SimulateCustomPolicy": lambda w: {
        "PolicyInputList": [POLICY],
        "ActionNames": ["sms-voice:SendTextMessage"],
    },
    "iam:CreateOpenIDConnectProvider": lambda w: PROVIDER,
    "iam:GetOpenIDConnectProvider": World.provider,
    "iam:ListOpenIDConnectProviders": lambda w: (w.provider(), {})[1],
    "iam:DeleteOpenIDConnectProvider": World.provider,
    "iam:AddClientIDToOpenIDConnectProvider": lambda w: {**w.provider(), "ClientID": "other"},
    "iam:RemoveClientIDFromOpenIDConnectProvider": lambda w: {
        **w.provider(),
        "ClientID": "sts.amazonaws.com",
    },
    "iam:UpdateOpenIDConnectProviderThumbprint": lambda w: {
        **w.provider(),
        "ThumbprintList": ["0" * 40],
    },
    "iam:TagOpenIDConnectProvider": lambda w: {**w.provider(), "Tags": TAGS},
    "iam:UntagOpenIDConnectProvider": lambda w: {**w.provider(), "TagKeys": ["team"]},
    "iam:ListOpenIDConnectProviderTags": World.provider,
    **_inline("role"),
    **_inline("user"),
    **_inline("group"),
    **_boundary("role"),
    **_boundary("user"),
    **_tags("role", World.role),
    **_tags("user", World.user),
    **_tags("policy", World.managed),
    "sts:AssumeRole": lambda w: {
        "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/teams/standing",
        "RoleSessionName": "job",
    },
    "sts:AssumeRoleWithWebIdentity": World.federated,
    "sts:GetCallerIdentity": _nothing,
    "sts:GetSessionToken": _nothing,
    "sms-voice:DescribePhoneNumbers": _nothing,
    "sms-voice:SendTextMessage": lambda w: {
        "DestinationPhoneNumber": TO,
        "OriginationIdentity": NUMBER,
        "MessageBody": "Hello",
    },
    "sms-voice:DescribeRegistrations": _nothing,
    "sms-voice:DescribeRegistrationVersions": lambda w: REGISTRATION,
    "sms-voice:ListRegistrationAssociations": lambda w: REGISTRATION,
    "sms-voice:DescribeAccountAttributes": _nothing,
    "sms-voice:DescribeAccountLimits": _nothing,
    "sms-voice:DescribeSpendLimits": _nothing,
    "sms-voice:DescribeOptOutLists": lambda w: (w.opt_out_list(), {})[1],
    "sms-voice:CreateOptOutList": lambda w: {"OptOutListName": "quiet"},
    "sms-voice:DeleteOptOutList": lambda w: w.opt_out_list(),
    "sms-voice:DescribeOptedOutNumbers": lambda w: {"OptOutListName": w.opted_out()["OptOutListName"]},
    "sms-voice:PutOptedOutNumber": lambda w: {**w.opt_out_list(), "OptedOutNumber": TO},
    "sms-voice:DeleteOptedOutNumber": lambda w: w.opted_out(),
    "sms-voice:CreatePool": lambda w: {
        "OriginationIdentity": NUMBER_ID,
        "MessageType": "TRANSACTIONAL",
    },
    "sms-voice:DescribePools": lambda w: (w.pool(), {})[1],
    "sms-voice:ListPoolOriginationIdentities": lambda w: w.pool(),
    "sms-voice:AssociateOriginationIdentity": lambda w: {
        **w.pool(),
        "OriginationIdentity": SECOND_ID,
    },
    "sms-voice:DisassociateOriginationIdentity": lambda w: w.pool_of_two(),
    "sms-voice:DeletePool": lambda w: w.pool(),
    "sms-voice:CreateConfigurationSet": lambda w: {"ConfigurationSetName": "new"},
    "sms-voice:DescribeConfigurationSets": _nothing,
    "sms-voice:DeleteConfigurationSet": lambda w: {"ConfigurationSetName": "sms-alerts"},
    "sms-voice:PutResourcePolicy": lambda w: {
        "ResourceArn": NUMBER_ARN,
        "Policy": RESOURCE_POLICY,
    },
    "sms-voice:GetResourcePolicy": lambda w: w.resource_policy(),
    "sms-voice:DeleteResourcePolicy": lambda w: w.resource_policy(),
    "sms-voice:DescribeVerifiedDestinationNumbers": lambda w: (w.destination(), {})[1],
    "sms-voice:CreateVerifiedDestinationNumber": lambda w: {"DestinationPhoneNumber": TO},
    "sms-voice:SendDestinationNumberVerificationCode": lambda w: {
        **w.destination(),
        "VerificationChannel": "TEXT",
    },
    "sms-voice:VerifyDestinationNumber": lambda w: w.code_sent(),
    "sms-voice:DeleteVerifiedDestinationNumber": lambda w: w.destination(),
    "mobiletargeting:GetApp": lambda w: {"ApplicationId": APPLICATION},
    "mobiletargeting:GetApps": _nothing,
    "mobiletargeting:SendMessages": lambda w: {
        "ApplicationId": APPLICATION,
        "MessageRequest": {
            "Addresses": {TO: {"ChannelType": "SMS"}},
            "MessageConfiguration": {"SMSMessage": {"Body": "Hello", "OriginationNumber": NUMBER}},
        },
    },
    "mobiletargeting:CreateApp": lambda w: {"CreateApplicationRequest": {"Name": "new"}},
    "mobiletargeting:DeleteApp": World.application,
    "mobiletargeting:UpdateSmsChannel": lambda w: {
        **w.application(),
        "SMSChannelRequest": {"Enabled": True},
    },
    "mobiletargeting:GetSmsChannel": lambda w: {"ApplicationId": APPLICATION},
    # Of one name, or the next lookup would tell of this one.
    "cloudtrail:LookupEvents": lambda w: (
        w.role(),
        {"LookupAttributes": [{"AttributeKey": "EventName", "AttributeValue": "CreateRole"}]},
    )[1],
}
