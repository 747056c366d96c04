"""The Git and Helm repository server: Git's own HTTP backend, and static files below /charts/."""

import http.server
import os
import subprocess
import sys
import urllib.parse
from pathlib import Path


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from the folder that the server was started with."""

    protocol_version = "HTTP/1.1"
    root = Path()

    def do_GET(self):
        path = urllib.parse.urlsplit(self.path).path
        if path == "/healthz":
            self._answer(200, b"ok")
        elif path.startswith("/charts/"):
            self._static(path)
        else:
            self._git(b"")

    do_HEAD = do_GET

    def do_POST(self):
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            body = b"".join(iter(self._chunk, b""))
        else:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self._git(body)

    def _chunk(self):
        size = int(self.rfile.readline().split(b";")[0], 16)
        data = self.rfile.read(size)
        self.rfile.readline()
        return data

    def _static(self, path):
        file = (self.root / urllib.parse.unquote(path).lstrip("/")).resolve()
        if self.root in file.parents and file.is_file():
            self._answer(200, file.read_bytes())
        else:
            self._answer(404, b"not found")

    def _git(self, body):
        url = urllib.parse.urlsplit(self.path)
        environment = {
            **os.environ,
            "GIT_PROJECT_ROOT": str(self.root / "git"),
            "GIT_HTTP_EXPORT_ALL": "1",
            # The repositories may belong to another user when a user namespace is involved.
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "PATH_INFO": urllib.parse.unquote(url.path),
            "QUERY_STRING": url.query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(len(body)),
            "HTTP_CONTENT_ENCODING": self.headers.get("Content-Encoding", ""),
            "GIT_PROTOCOL": self.headers.get("Git-Protocol", ""),
        }
        result = subprocess.run(
            ("git", "http-backend"), input=body, env=environment, stdout=subprocess.PIPE, check=False)
        head, _, content = result.stdout.partition(b"\r\n\r\n")
        status, headers = 200, []
        for line in head.decode("latin-1").split("\r\n"):
            name, _, value = line.partition(": ")
            if name == "Status":
                status = int(value.split()[0])
            elif name:
                headers.append((name, value))
        self._answer(status if head else 500, content, headers)

    def _answer(self, status, content, headers=()):
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def main(root, address):
    Handler.root = Path(root).resolve()
    host, _, port = address.rpartition(":")
    http.server.ThreadingHTTPServer((host, int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
