"""Runs the built action as a runner does, by the project's own step runner."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from typing import Any

from servers import ROOT

_SCRIPT = """
const [folder, step] = process.argv.slice(1)
const { runStep } = await import(`${folder}/step-runner.js`)
const { findNode24 } = await import(`${folder}/node-24.js`)
console.log(JSON.stringify(await runStep({ ...JSON.parse(step), node: findNode24().path })))
"""


def run(inputs: dict[str, str], environment: dict[str, str]) -> dict[str, Any]:
    """One step; answers what became of it: exit code, outputs, annotations, log."""
    with tempfile.TemporaryDirectory() as home:
        nobodys = {"HOME": home, "AWS_EC2_METADATA_DISABLED": "true", "AWS_REGION": "us-east-1"}
        step = {"action": str(ROOT), "inputs": inputs, "env": {**nobodys, **environment}}
        scripts = (ROOT / "build" / "scripts").as_uri()
        node = os.environ.get("INTEROP_NODE", "node")
        done = subprocess.run(
            [node, "--input-type=module", "-e", _SCRIPT, scripts, json.dumps(step)],
            capture_output=True,
            text=True,
            timeout=120,
        )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)
