"""A sign-in provider of one company, on loopback: strict about what it is asked, and willing to say
whatever a test wants."""

import base64
import hashlib
import http.server
import json
import threading
import time
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec

CLIENT, SECRET = "helpdesk at acme", "s3cret: with %"


class FakeProvider:
    """`claims` are said about everybody unless `come_back` is told more; `says` replaces what an
    address answers."""

    def __init__(self):
        self.key, self.other_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        self.asked, self.codes, self.says = [], {}, {}
        provider = self

        class Door(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.answer(None)

            def do_POST(self):
                self.answer(self.rfile.read(int(self.headers["Content-Length"])))

            def answer(self, body):
                path = urlsplit(self.path).path
                status, said = provider.answer(path, body, self.headers)
                self.send_response(status)
                self.end_headers()
                self.wfile.write(said if isinstance(said, bytes) else json.dumps(said).encode())

            def log_message(self, *_): ...

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_port}"
        self.issuer = f"http://{self.host}/acme"
        serve = {"poll_interval": 0.01}
        threading.Thread(target=self.server.serve_forever, kwargs=serve, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def forget(self):
        self.asked.clear(), self.codes.clear(), self.says.clear()

    def answer(self, path, body, headers):
        self.asked.append(path)
        if path in self.says:
            return 200, self.says[path]
        if path == "/acme/.well-known/openid-configuration":
            return 200, self.discovery()
        if path == "/acme/keys":
            return 200, {"keys": [self.published()]}
        if path == "/acme/token":
            return self.token(parse_qs(body.decode()), headers)
        return 404, {}

    def discovery(self, **other):
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
        } | other

    def published(self):
        key = json.loads(jwt.algorithms.ECAlgorithm.to_jwk(self.key.public_key()))
        return key | {"kid": "one", "use": "sig", "alg": "ES256"}

    def come_back(self, address, **claims):
        """Where the browser is sent after somebody typed their password, and what the token will
        say of them. `address`: where we sent the browser."""
        asked = {name: value[0] for name, value in parse_qs(urlsplit(address).query).items()}
        assert asked["response_type"] == "code" and asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256" and "openid" in asked["scope"].split()
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked, claims
        back = urlsplit(asked["redirect_uri"]).path
        return f"{back}?code={code}&state={asked['state']}"

    def token(self, form, headers):
        asked, claims = self.codes.pop(form["code"][0])
        pair = base64.b64decode(headers["Authorization"].removeprefix("Basic ")).decode()
        challenge = hashlib.sha256(form["code_verifier"][0].encode()).digest()
        assert pair == "helpdesk%20at%20acme:s3cret%3A%20with%20%25"
        assert form["redirect_uri"] == [asked["redirect_uri"]]
        assert base64.urlsafe_b64encode(challenge).rstrip(b"=").decode() == asked["code_challenge"]
        return 200, {"id_token": self.sign(asked, **claims), "access_token": "x"}

    def sign(self, asked, *, key=None, alg="ES256", kid="one", without=(), **claims):
        now = int(time.time())
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": "subject",
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "email_verified": True,
        } | claims
        said = {name: value for name, value in said.items() if name not in without}
        key = None if alg == "none" else key or self.key
        return jwt.encode(said, key, algorithm=alg, headers={"kid": kid})
