"""The token service of a registry: a password for a token, as distribution's token authentication has it."""

import base64
import http.server
import json
import secrets
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

LIFE = 300  # seconds


def _encoded(content):
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _access(scope):
    """ "repository:fleet/web:pull,push" as a claim: pulling is allowed, everywhere, and nothing else is."""
    kind, _, rest = scope.partition(":")
    name, _, actions = rest.rpartition(":")
    return {"type": kind, "name": name, "actions": [action for action in actions.split(",") if action == "pull"]}


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers GET /token?service=...&scope=... with the settings that the server was started with."""

    protocol_version = "HTTP/1.1"
    settings = {}

    def do_GET(self):
        url = urllib.parse.urlsplit(self.path)
        if url.path == "/healthz":
            self._answer(200, {})
        elif url.path != "/token":
            self._answer(404, {})
        elif not self._is_known():
            self._answer(401, {"errors": [{"code": "UNAUTHORIZED", "message": "who are you?"}]})
        else:
            scopes = urllib.parse.parse_qs(url.query).get("scope", [])
            self._answer(200, {"token": self._token(" ".join(scopes).split()), "expires_in": LIFE})

    def _is_known(self):
        login = f"{self.settings['user']}:{self.settings['password']}".encode()
        return self.headers.get("Authorization") == f"Basic {base64.b64encode(login).decode()}"

    def _token(self, scopes):
        lines = Path(self.settings["certificate"]).read_text().splitlines()
        certificate = "".join(line for line in lines if not line.startswith("-----"))
        now = int(time.time())
        # The registry takes a key whose certificate its bundle has signed.
        head = {"typ": "JWT", "alg": "RS256", "x5c": [certificate]}
        claims = {
            "iss": self.settings["issuer"], "sub": self.settings["user"], "aud": self.settings["service"], "iat": now,
            "nbf": now, "exp": now + LIFE, "jti": secrets.token_hex(8), "access": [_access(scope) for scope in scopes]}
        signed = ".".join(_encoded(json.dumps(part).encode()) for part in (head, claims))
        signature = subprocess.run(
            ("openssl", "dgst", "-sha256", "-sign", self.settings["key"]), input=signed.encode(),
            stdout=subprocess.PIPE, check=True)
        return f"{signed}.{_encoded(signature.stdout)}"

    def _answer(self, status, content):
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if status == 401:
            self.send_header("WWW-Authenticate", f'Basic realm="{self.settings["issuer"]}"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code="-", size="-"):
        # As the registry logs.
        self.log_message('"%s" %s 0 "" "%s"', self.requestline, int(code), self.headers.get("User-Agent", ""))


def main(settings):
    Handler.settings = settings
    host, _, port = settings["address"].rpartition(":")
    http.server.ThreadingHTTPServer((host, int(port)), Handler).serve_forever()


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text()))
