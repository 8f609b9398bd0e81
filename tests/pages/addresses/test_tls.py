"""Certificates are checked for the host of the address, whatever IP address is connected to."""

import shutil
import ssl
import subprocess
import time

import pytest

from .conftest import PAGE, Site, answer
from .test_fetch import refused

NAME = "news.example"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of our own for `news.example` and 127.0.0.1, with its key beside it."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    made = folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME},IP:127.0.0.1",
         "-keyout", str(folder / "key.pem"), "-out", str(made)],
        check=True, capture_output=True, timeout=30,
    )  # fmt: skip
    return made


@pytest.fixture
def safe(certificate):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_name("key.pem"))
    names: list[str | None] = []
    context.sni_callback = lambda _, name, __: names.append(name)
    site = Site(context=context)
    site.pages["/a"] = answer()
    yield site, names
    site.close()


def home(*_):
    return ["127.0.0.1"]


def test_a_valid_certificate(safe, fetcher, certificate):
    site, names = safe
    one = fetcher(home, authorities=str(certificate))
    assert one.fetch(site.url("/a", NAME)).raw == PAGE
    assert set(names) == {NAME}
    assert f"Host: {NAME}:{site.port}\r\n" in site.asked[-1]
    assert one.fetch(site.url("/a")).raw == PAGE  # the certificate names the IP address, too


def test_a_certificate_of_nobody_that_is_trusted(safe, fetcher):
    site, _ = safe
    refused(fetcher(home), site.url("/a", NAME), f"certificate of {NAME}:{site.port} is not valid", "self-signed")
    assert site.asked == []


def test_a_certificate_of_another_host(safe, fetcher, certificate):
    site, _ = safe
    refused(
        fetcher(home, authorities=str(certificate)), site.url("/a", "other.example"), "is not valid", "other.example"
    )
    assert site.asked == []


def test_a_server_without_tls(site, fetcher):
    site.serve = lambda sock: sock.sendall(answer(b"", "400 Bad Request"))
    url = site.url("/a", NAME).replace("http:", "https:")
    refused(fetcher(home), url, "cannot be reached", "no safe connection")


def test_a_handshake_that_never_ends(site, fetcher):
    site.serve = lambda sock: time.sleep(0.4)
    began = time.monotonic()
    refused(fetcher(home, timeout=0.2), site.url("/a", NAME).replace("http:", "https:"), "timed out after 0.2 seconds")
    assert time.monotonic() - began < 2


def test_certificates_that_are_none(safe, fetcher, tmp_path):
    from rawi.errors import OptionError

    site, _ = safe
    with pytest.raises(OptionError, match="no file of certificates"):
        fetcher(home, authorities=str(tmp_path / "none.pem")).fetch(site.url("/a", NAME))
