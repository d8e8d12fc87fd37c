"""Starts the servers that the tests speak to, each on a free port, and ends them by their handles."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Keys:
    account: str
    arn: str
    access_key: str
    secret_key: str


@dataclass(frozen=True)
class Sandbox:
    endpoint: str
    principals: dict[str, Keys]
    # Where a job gets its tokens, and with which bearer token: `requestUrl`, `requestToken`.
    oidc: dict[str, str]


@contextmanager
def sandbox(world: Path) -> Iterator[Sandbox]:
    """The sandbox standing alone, as `npm run sandbox` starts it."""
    script = ROOT / "build" / "scripts" / "sandbox.js"
    node = os.environ.get("INTEROP_NODE", "node")
    # Under npm the sandbox ends when whoever started it is gone, whatever became of us.
    environment = {**os.environ, "npm_lifecycle_event": "test:interop"}
    process = subprocess.Popen(
        [node, str(script), "--port", "0", "--world", str(world)],
        stdout=subprocess.PIPE,
        env=environment,
        text=True,
    )
    try:
        line = process.stdout.readline()
        if not line:
            raise RuntimeError(f"the sandbox did not start; exit status {process.wait()}")
        told = json.loads(line)
        principals = {name: _keys(keys) for name, keys in told["principals"].items()}
        yield Sandbox(told["endpoint"], principals, told["oidc"])
    finally:
        _end(process)


def _keys(told: dict[str, str]) -> Keys:
    return Keys(told["account"], told["arn"], told["accessKeyId"], told["secretAccessKey"])


@contextmanager
def moto() -> Iterator[str]:
    """moto's server, as `moto_server` starts it; yields its endpoint."""
    with tempfile.TemporaryFile("w+") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", "0"],
            stdout=log,
            stderr=subprocess.STDOUT,
            # By default every managed policy of AWS is loaded, which takes seconds.
            env={**os.environ, "MOTO_IAM_LOAD_MANAGED_POLICIES": "false"},
        )
        try:
            yield _announced(process, log)
        finally:
            _end(process)


@contextmanager
def cli_worker() -> Iterator[subprocess.Popen[str]]:
    """A process that runs the AWS CLI for each line it is sent."""
    process = subprocess.Popen(
        [sys.executable, str(Path(__file__).parent / "cli_worker.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        _end(process)


def _announced(process: subprocess.Popen, log) -> str:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        log.seek(0)
        found = re.search(r"Running on (http://127\.0\.0\.1:\d+)", log.read())
        if found:
            return found[1]
        time.sleep(0.1)
    log.seek(0)
    raise RuntimeError(f"moto did not start: {log.read()}")


def _end(process: subprocess.Popen) -> None:
    process.terminate()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
