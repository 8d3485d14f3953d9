"""Certificates are checked for the name that was asked, also where the address is given."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from assistant.errors import AddressRefused, SourceUnreachable
from assistant.network import NetworkLedger
from assistant.sources.fetch import Door
from tests.sources.site import HTML, redirect, says, site

pytestmark = [
    pytest.mark.enable_socket,
    pytest.mark.allow_hosts(["127.0.0.1"]),
    pytest.mark.skipif(not shutil.which("openssl"), reason="openssl makes the certificates"),
]
PAGE = {"/": says(HTML, b"\r\n<p>A bell</p>")}


def certificate(folder: Path, name: str, *dates: str) -> ssl.SSLContext:
    """Make a server's context, signed by the authority of `folder`/ca.pem, which is made too."""

    def openssl(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    if not (folder / "ca.pem").exists():
        openssl("req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-subj", "/CN=test",
                "-addext", "keyUsage=critical,keyCertSign,cRLSign")  # fmt: skip
    openssl("req", *key, "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
    (folder / "names.txt").write_text(f"subjectAltName=DNS:{name}\nauthorityKeyIdentifier=keyid\n")
    openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-out", f"{name}.pem", "-extfile", "names.txt", *dates)  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / f"{name}.pem", folder / f"{name}.key")
    return context


def door() -> Door:
    return Door(
        NetworkLedger(None),
        allowed=lambda address, _port: str(address) == "127.0.0.1",
        resolve=lambda _host, _port: ["127.0.0.1"],
        seconds=5,
    )


@pytest.mark.parametrize("profile", ["content", "operator"])
def test_the_name_is_checked_and_the_vetted_address_is_asked(tmp_path, monkeypatch, profile):
    tls = certificate(tmp_path, "page.test", "-days", "2")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with site(PAGE, tls) as server:
        found = door().get(f"https://page.test:{server.port}/", profile=profile)
        assert b"A bell" in found.body
        with pytest.raises(SourceUnreachable, match=r"(?i)hostname mismatch"):
            door().get(f"https://other.test:{server.port}/", profile=profile)
        assert len(server.asked) == 1 or server.asked[1:] == [""]


@pytest.mark.parametrize("profile", ["content", "operator"])
def test_a_certificate_that_has_run_out_is_refused(tmp_path, monkeypatch, profile):
    tls = certificate(tmp_path, "page.test", "-days", "-1")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with site(PAGE, tls) as server, pytest.raises(SourceUnreachable, match=r"(?i)expired"):
        door().get(f"https://page.test:{server.port}/", profile=profile)


@pytest.mark.parametrize("profile", ["content", "operator"])
def test_a_certificate_of_an_unknown_authority_is_refused(tmp_path, profile):
    with site(PAGE, certificate(tmp_path, "page.test", "-days", "2")) as server:
        with pytest.raises(SourceUnreachable, match=r"(?i)verify failed"):
            door().get(f"https://page.test:{server.port}/", profile=profile)


def test_a_redirect_that_drops_the_encryption_is_refused(tmp_path, monkeypatch):
    tls = certificate(tmp_path, "page.test", "-days", "2")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with site(PAGE) as bare, site({"/": redirect(f"http://page.test:{bare.port}/")}, tls) as server:
        with pytest.raises(AddressRefused, match="not encrypted"):
            door().get(f"https://page.test:{server.port}/")
        assert bare.asked == []
