"""
Runs the AWS CLI again and again in one process of its own, as its `aws` command does once: a new
process for each call would take a second, and the CLI's botocore must not mix with boto3's.
Reads `{"arguments", "environment"}` from each line of its input, and answers each with a line.
"""

import contextlib
import io
import json
import os
import sys

import awscli.clidriver

# Where the CLI found its own service models.
DATA_PATH = os.environ.get("AWS_DATA_PATH", "")


def run(arguments: list[str], environment: dict[str, str]) -> dict[str, object]:
    os.environ.clear()
    os.environ.update(environment, AWS_DATA_PATH=DATA_PATH)
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            code = awscli.clidriver.create_clidriver().main(arguments)
        except SystemExit as end:
            code = end.code
    return {"returncode": code, "stdout": out.getvalue(), "stderr": err.getvalue()}


for line in sys.stdin:
    print(json.dumps(run(**json.loads(line))), flush=True)
