"""What all tests share: the servers, clients of them, and the judgement of all that passed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Iterator

import boto3
import pytest
from botocore.config import Config

import servers
from judge import mistakes_in
from recorder import Exchange, Recording, recorder

HERE = Path(__file__).resolve().parent

# Nobody's own configuration takes part.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
os.environ["AWS_EC2_METADATA_DISABLED"] = "true"
os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull

NUMBER = "+12065550100"
NUMBER_ID = "phone-0123456789abcdef0123456789abcdef"
APPLICATION = "0123456789abcdef0123456789abcdef"

# One for all clients: it keeps the service models it has read.
SESSION = boto3.session.Session()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("last") is not None)


@dataclass(frozen=True)
class CliResult:
    returncode: int
    stdout: str
    stderr: str


class Aws:
    """The embedded AWS as its clients see it: through the recorder, by name of a principal."""

    def __init__(
        self,
        recording: Recording,
        sandbox: servers.Sandbox,
        worker: subprocess.Popen[str] | None,
    ) -> None:
        self.recording = recording
        self.worker = worker
        self.clients: dict[tuple[str | None, ...], Any] = {}
        self.endpoint = recording.endpoint
        self.principals = sandbox.principals
        self.oidc = sandbox.oidc

    def client(self, service: str, who: Any = "runner", **options: Any) -> Any:
        """A boto3 client. `who` is a principal's name, or `Credentials` as STS answers them."""
        access_key, secret_key, token = self.keys(who)
        keys = {"access_key": access_key, "secret_key": secret_key, "token": token} | options
        name = (service, *keys.values())
        if name not in self.clients:
            self.clients[name] = SESSION.client(
                service,
                endpoint_url=self.endpoint,
                region_name="us-east-1",
                aws_access_key_id=keys["access_key"],
                aws_secret_access_key=keys["secret_key"],
                aws_session_token=keys["token"],
                config=Config(retries={"total_max_attempts": 1}),
            )
        return self.clients[name]

    def keys(self, who: Any) -> tuple[str, str, str | None]:
        if isinstance(who, str):
            keys = self.principals[who]
            return keys.access_key, keys.secret_key, None
        if "SessionToken" in who:
            return who["AccessKeyId"], who["SecretAccessKey"], who["SessionToken"]
        return who["AccessKeyId"], who["SecretAccessKey"], None

    def cli(self, *arguments: str, who: Any = "runner") -> CliResult:
        """The AWS CLI, of this virtual environment."""
        access_key, secret_key, token = self.keys(who)
        environment = {
            **os.environ,
            "AWS_ENDPOINT_URL": self.endpoint,
            "AWS_REGION": "us-east-1",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_ACCESS_KEY_ID": access_key,
            "AWS_SECRET_ACCESS_KEY": secret_key,
            "AWS_MAX_ATTEMPTS": "1",
            "AWS_PAGER": "",
            **({"AWS_SESSION_TOKEN": token} if token else {}),
        }
        request = {"arguments": [*arguments, "--output", "json"], "environment": environment}
        self.worker.stdin.write(json.dumps(request) + "\n")
        self.worker.stdin.flush()
        return CliResult(**json.loads(self.worker.stdout.readline()))

    def cli_json(self, *arguments: str, who: Any = "runner") -> Any:
        done = self.cli(*arguments, who=who)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout) if done.stdout.strip() else None

    def control(self, path: str, method: str = "GET") -> Any:
        """The sandbox's own paths, beside AWS's."""
        request = urllib.request.Request(f"{self.endpoint}/_sandbox/{path}", method=method)
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def identity_token(self, audience: str = "sts.amazonaws.com") -> str:
        """A token as a job of GitHub's gets it."""
        url = f"{self.oidc['requestUrl']}&audience={audience}"
        headers = {"Authorization": f"bearer {self.oidc['requestToken']}"}
        with urllib.request.urlopen(urllib.request.Request(url, headers=headers)) as answer:
            return json.load(answer)["value"]

    def messages(self) -> list[dict[str, Any]]:
        return self.control("messages")

    def reset(self) -> None:
        self.control("reset", "POST")


@pytest.fixture(scope="session")
def whole() -> Iterator[Aws]:
    """The one sandbox of all tests, never begun anew: only what is recorded counts."""
    with (
        servers.sandbox(HERE / "world.yaml") as sandbox,
        recorder(sandbox.endpoint) as recording,
        servers.cli_worker() as worker,
    ):
        yield Aws(recording, sandbox, worker)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    answers, refusals = JUDGED["answers"], JUDGED["refusals"]
    terminalreporter.write_line(f"{answers} answers judged, {refusals} of them refusals")


JUDGED = {"answers": 0, "refusals": 0}


@pytest.fixture
def aws(whole: Aws) -> Iterator[Aws]:
    """The sandbox at its world's beginning; whatever it answers in a test is judged after it."""
    whole.reset()
    first = len(whole.recording.exchanges)
    yield whole
    judge(whole.recording.exchanges[first:])


@pytest.fixture
def hurried(tmp_path: Path) -> Iterator[Aws]:
    """The same world in another sandbox, one that throttles as AWS does."""
    world = tmp_path / "world.yaml"
    world.write_text("rates: real\n" + (HERE / "world.yaml").read_text("utf-8"), "utf-8")
    with servers.sandbox(world) as sandbox, recorder(sandbox.endpoint) as recording:
        yield Aws(recording, sandbox, worker=None)
        judge(recording.exchanges)


def judge(recorded: list[Exchange]) -> None:
    """Fails for anything that AWS would not have answered."""
    JUDGED["answers"] += len(recorded)
    JUDGED["refusals"] += sum(exchange.status >= 400 for exchange in recorded)
    mistakes = [mistake for exchange in recorded for mistake in mistakes_in(exchange)]
    assert not mistakes, "the sandbox answered what AWS would not:\n" + "\n".join(
        dict.fromkeys(mistakes)
    )


@pytest.fixture
def refused() -> Callable[..., dict[str, Any]]:
    """Calls what must be refused, and tells the error."""
    from botocore.exceptions import ClientError

    def call(code: str, status: int, operation: Callable[..., Any], **request: Any) -> dict[str, Any]:
        with pytest.raises(ClientError) as caught:
            operation(**request)
        told = caught.value.response
        assert (told["Error"]["Code"], told["ResponseMetadata"]["HTTPStatusCode"]) == (code, status)
        return told

    return call


@pytest.fixture(scope="session")
def moto() -> Iterator[str]:
    with servers.moto() as endpoint:
        yield endpoint
