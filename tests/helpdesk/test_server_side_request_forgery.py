"""Server-side request forgery: the one door to addresses that somebody else named."""

import http.server
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from helpdesk import outgoing, targets

INSIDE = """
127.0.0.1 127.255.255.254 0.0.0.0 10.1.2.3 172.16.0.1 172.31.255.255 192.168.0.1 169.254.169.254
100.64.0.1 100.100.100.200 192.0.0.192 192.0.2.1 198.18.0.1 198.51.100.7 203.0.113.9 192.88.99.1
168.63.129.16 224.0.0.1 240.0.0.1 255.255.255.255
:: ::1 fe80::1 fe80::1%eth0 fec0::1 fc00::1 fd00:ec2::254 ff02::1 100::1 2001:db8::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe ::127.0.0.1 ::10.0.0.1 ::ffff:0:127.0.0.1
64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 64:ff9b:1::808:808 2002:7f00:1:: 2002:a00:1:: 2002:808:808::
2001:0:7f00:1:0:0:80ff:fffe 2001::1
""".split()
OUTSIDE = "8.8.8.8 93.184.216.34 2606:2800:220:1::1 ::ffff:8.8.8.8 64:ff9b::808:808".split()
REFUSED = """
http://answers.example/x ftp://answers.example/x file:///etc/passwd gopher://answers.example/
https://user@answers.example/ https://user:pass@answers.example/ https://:pass@answers.example/
https://answers.example:0x1bb/ https://answers.example:99999/ https://localhost/ https://intranet/
https://db.internal/ https://printer.local/ https://a.localhost/ https://2130706433/ https://[::1]/
https://0177.0.0.1.:443:1/ https:///x https://answers.example\\@10.0.0.1/ //answers.example/
https://10.0.0.1./ https://ⓔxample.com/
""".split()


@pytest.mark.parametrize("address", INSIDE)
def test_no_form_of_an_address_inside_is_public(address):
    assert not targets.is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_public_is(address):
    assert targets.is_public(address)


@pytest.mark.parametrize(
    "url", [*REFUSED, "https://a b.example/", "https://a.example/\r\nX: y", ""]
)
def test_no_such_address_is_asked(url, settings):
    settings.OUTGOING_EXCEPTIONS = []
    with pytest.raises(outgoing.Forbidden):
        outgoing.ask(url, b"", {}, total_s=1, most=10)


@pytest.mark.parametrize("inside", ["10.0.0.8", "::1", "169.254.169.254"])
def test_a_name_of_which_one_address_is_inside_is_not_asked(monkeypatch, settings, inside):
    settings.OUTGOING_EXCEPTIONS = []
    resolves(monkeypatch, "93.184.216.34", inside)
    dialled = []
    monkeypatch.setattr(outgoing.socket, "create_connection", lambda *a: dialled.append(a))
    with pytest.raises(outgoing.Forbidden):
        outgoing.ask("https://answers.example/", b"", {}, total_s=1, most=10)
    assert not dialled


def test_rebinding_a_name_gains_nothing(monkeypatch, settings):
    """It is looked up once, and the connection goes to what was checked then."""
    settings.OUTGOING_EXCEPTIONS = []
    answers = iter(["93.184.216.34", "127.0.0.1"])
    looked, dialled = [], []

    def look_up(host, port, **_):
        looked.append(host)
        return [(2, 1, 6, "", (next(answers), port))]

    def dial(address, timeout):
        dialled.append(address)
        raise OSError("nobody there")

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", look_up)
    monkeypatch.setattr(outgoing.socket, "create_connection", dial)
    with pytest.raises(OSError):
        outgoing.ask("https://answers.example/", b"", {}, total_s=1, most=10)
    assert (looked, dialled) == (["answers.example"], [("93.184.216.34", 443)])


def test_a_name_that_takes_for_ever_to_look_up_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *_, **__: time.sleep(1.2))
    began = time.monotonic()
    with pytest.raises(outgoing.TooSlow):
        outgoing.ask("https://answers.example/", b"", {}, total_s=0.2, most=10)
    assert time.monotonic() - began < 1


def resolves(monkeypatch, *addresses):
    def look_up(host, port, *_, **__):
        return [(2, 1, 6, "", (address, port)) for address in addresses]

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", look_up)


# --- A server that wants more than it should get -------------------------------------------------


class Host:
    """On loopback; `answer(door)` writes what it likes."""

    def __init__(self, answer, context=None):
        self.seen = []
        host = self

        class Door(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.do_POST()

            def do_POST(self):
                host.seen.append((self.path, dict(self.headers)))
                try:
                    answer(self)
                except OSError:
                    return  # whoever asked has hung up

            def log_message(self, *_): ...

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Door)
        self._server.daemon_threads = True
        self.names = []
        if context:
            context.sni_callback = lambda line, name, _: self.names.append(name)
            self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_port
        serve = {"poll_interval": 0.01}
        threading.Thread(target=self._server.serve_forever, kwargs=serve, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/x?y=1#z"

    def close(self):
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def host(settings):
    running = []

    def run(answer, context=None):
        running.append(Host(answer, context))
        settings.OUTGOING_EXCEPTIONS = [f"127.0.0.1:{running[-1].port}"]
        return running[-1]

    yield run
    for each in running:
        each.close()


def plainly(body=b"ok", status=200, **headers):
    def answer(door):
        door.send_response(status)
        for name, value in headers.items():
            door.send_header(name, value)
        door.end_headers()
        door.wfile.write(body)

    return answer


def test_a_redirect_is_an_answer_and_not_followed(host):
    second = host(plainly(b"secret"))
    first = host(plainly(b"", 307, Location=second.url))
    answer = outgoing.ask(first.url, b"{}", {}, total_s=2, most=100)
    assert answer.status == 307 and second.seen == []


def test_looking_at_something_is_as_guarded_as_sending(host, settings):
    second = host(plainly(b"secret"))
    first = host(plainly(b"", 302, Location=second.url))
    assert outgoing.get(first.url, {}, total_s=2, most=9).status == 302 and second.seen == []
    settings.OUTGOING_EXCEPTIONS = []
    for url in (*REFUSED, first.url):
        with pytest.raises(outgoing.Forbidden):
            outgoing.get(url, {}, total_s=1, most=10)
    there = host(plainly(b"x" * 1000))
    with pytest.raises(outgoing.TooLarge):
        outgoing.get(there.url, {}, total_s=2, most=999)
    assert outgoing.get(there.url, {}, total_s=2, most=1000).body == b"x" * 1000


def test_neither_proxies_nor_credentials_of_the_environment_are_used(host, monkeypatch, tmp_path):
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login us password secret")
    monkeypatch.setenv("NETRC", str(netrc))
    there = host(plainly())
    assert outgoing.ask(there.url, b"{}", {}, total_s=2, most=100) == (200, b"ok")
    path, headers = there.seen[0]
    assert path == "/x?y=1" and "Authorization" not in headers
    assert headers["Host"] == f"127.0.0.1:{there.port}"


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "1000000"}])
def test_no_more_is_read_than_is_wanted(host, headers):
    there = host(plainly(b"x" * 1_000_000, **headers))
    with pytest.raises(outgoing.TooLarge):
        outgoing.ask(there.url, b"{}", {}, total_s=2, most=1000)


def drip(door):
    for byte in b"HTTP/1.1 200 OK\r\nX: " + b"y" * 500:
        door.wfile.write(bytes([byte]))
        door.wfile.flush()
        time.sleep(0.05)


def drip_the_body(door):
    plainly(b"")(door)
    drip(door)


@pytest.mark.parametrize("slowly", [drip, drip_the_body, lambda _: time.sleep(2)])
def test_whoever_sends_a_byte_now_and_then_is_cut_off_all_the_same(host, slowly):
    there, began = host(slowly), time.monotonic()
    with pytest.raises(outgoing.TooSlow):
        outgoing.ask(there.url, b"{}", {}, total_s=0.3, most=10_000)
    assert time.monotonic() - began < 1.5


def test_no_header_comes_in_by_a_line_break(host):
    there = host(plainly())
    with pytest.raises((OSError, ValueError)):
        outgoing.ask(there.url, b"{}", {"X": "a\r\nEvil: b"}, total_s=2, most=10)
    assert there.seen == []


# --- The connection to the checked address, under the name that was asked for -------------------


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """Of answers.example, by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "answers.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("answers.example")]), False)
        .add_extension(x509.BasicConstraints(True, None), True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path_factory.mktemp("tls") / "host.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    file.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return file


def secure(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@pytest.mark.parametrize("name, trusted", [("answers.example", True), ("other.example", False)])
def test_it_is_the_name_that_was_asked_for_that_is_shown_and_checked(
    host, monkeypatch, certificate, settings, name, trusted
):
    there = host(plainly(), secure(certificate))
    settings.OUTGOING_EXCEPTIONS = [f"{name}:{there.port}"]
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    resolves(monkeypatch, "127.0.0.1")
    url = f"https://{name}:{there.port}/x"
    if trusted:
        assert outgoing.ask(url, b"{}", {}, total_s=5, most=10) == (200, b"ok")
        assert there.seen[0][1]["Host"] == f"{name}:{there.port}"
    else:
        with pytest.raises(ssl.SSLCertVerificationError):
            outgoing.ask(url, b"{}", {}, total_s=5, most=10)
        assert there.seen == []
    assert there.names == [name]
