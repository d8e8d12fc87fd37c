"""A proxy that lets every byte pass unchanged and keeps what passed, for the judge."""

from __future__ import annotations

import http.client
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Iterator
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Exchange:
    """One request and its answer, as they were on the wire; header names in lower case."""

    method: str
    target: str
    request_headers: dict[str, str]
    request_body: bytes
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Recording:
    endpoint: str
    exchanges: list[Exchange] = field(default_factory=list)


@contextmanager
def recorder(upstream: str) -> Iterator[Recording]:
    """Records all that clients of the yielded endpoint say to `upstream`."""
    recording = Recording("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(urlsplit(upstream).netloc, recording))
    server.daemon_threads = True
    recording.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield recording
    finally:
        server.shutdown()
        server.server_close()


def _handler(upstream: str, recording: Recording) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # Answers are written in several pieces: without this each waits for the last one's ACK.
        disable_nagle_algorithm = True

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except (ConnectionError, BrokenPipeError):
                self.close_connection = True

        def setup(self) -> None:
            super().setup()
            self.connection_upstream = http.client.HTTPConnection(upstream, timeout=60)

        def finish(self) -> None:
            self.connection_upstream.close()
            super().finish()

        def pass_on(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            # The signature covers the Host header as the client wrote it: it goes through as it is.
            connection = self.connection_upstream
            connection.putrequest(
                self.command, self.path, skip_host=True, skip_accept_encoding=True
            )
            for name, value in self.headers.items():
                if name.lower() not in ("connection", "expect"):
                    connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            content = answer.read()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            recording.exchanges.append(
                Exchange(
                    self.command,
                    self.path,
                    {name.lower(): value for name, value in self.headers.items()},
                    body,
                    answer.status,
                    headers,
                    content,
                )
            )
            self.send_response_only(answer.status)
            for name, value in headers.items():
                if name not in ("connection", "keep-alive", "transfer-encoding"):
                    self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PUT = do_DELETE = pass_on

        def log_message(self, *_args: object) -> None:
            """What passed is in the recording; standard error is for failures."""

    return Handler
