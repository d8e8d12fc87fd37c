"""Policy documents that tests write."""

from __future__ import annotations

from typing import Any


def trust(*principals: str, condition: dict | None = None, action: Any = "sts:AssumeRole") -> dict:
    """A trust policy for accounts, users or roles."""
    whom = list(principals) if len(principals) > 1 else principals[0]
    statement = {"Effect": "Allow", "Principal": {"AWS": whom}, "Action": action}
    return _document(statement | ({"Condition": condition} if condition else {}))


def allow(action: Any, resource: str = "*", effect: str = "Allow") -> dict:
    """A policy of one statement for an identity."""
    return _document({"Effect": effect, "Action": action, "Resource": resource})


def _document(statement: dict) -> dict:
    return {"Version": "2012-10-17", "Statement": [statement]}


SEND = allow(["sms-voice:SendTextMessage", "mobiletargeting:SendMessages"])
