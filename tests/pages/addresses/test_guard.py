"""Public addresses are told from all others, in every form in which one can hide."""

import ipaddress
import socket

import pytest

from rawi.errors import InputError
from rawi.pages.addresses.address import parse
from rawi.pages.addresses.guard import checked, is_public, look_up


@pytest.mark.parametrize(
    "ip",
    [
        "0.0.0.0", "0.1.2.3", "10.255.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1",
        "172.31.255.255", "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.0.1", "198.19.0.1", "198.51.100.1", "203.0.113.9",
        "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:7f00:1", "64:ff9b::a00:1", "64:ff9b:1::808:808",
        "100::1", "2001::1", "2001:0:53aa:64c:0:fbff:80ff:fffe", "2001:10::1", "2001:20::1", "2001:2::1", "2001:db8::1",
        "2002:7f00:1::", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1", "fe80::1", "fec0::1", "ff02::1",
        "fe80::1%eth0", "2606:4700::1%eth0", "2606:4700::5efe:10.0.0.1", "2606:4700::200:5efe:192.168.0.1",
    ],
)  # fmt: skip
def test_not_public(ip):
    assert not is_public(ipaddress.ip_address(ip))


@pytest.mark.parametrize(
    "ip",
    [
        "1.1.1.1", "8.8.8.8", "11.0.0.1", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.1", "192.0.1.1", "192.167.0.1",
        "198.17.0.1", "198.20.0.1", "223.255.255.255", "2606:4700:4700::1111", "2a00:1450::1", "2001:4860:4860::8888",
        "::ffff:8.8.8.8", "64:ff9b::808:808", "2606:4700::5efe:8.8.8.8",
    ],
)  # fmt: skip
def test_public(ip):
    assert is_public(ipaddress.ip_address(ip))


def test_nothing_is_public_that_python_knows_not_to_be():
    """Python's list, where it is newer or older than ours, is never the stricter one."""
    for number in range(0, 2**32, 104_729 * 7):
        ip = ipaddress.IPv4Address(number)
        if is_public(ip):
            assert ip.is_global or ip in ipaddress.ip_network("192.0.0.0/24"), ip


def test_all_answers_must_be_public():
    address = parse("https://news.example/")
    assert checked(address, lambda *_: ["8.8.8.8", "2606:4700::1111"]) == ("8.8.8.8", "2606:4700::1111")
    with pytest.raises(InputError, match=r"news\.example leads to 10\.0\.0\.1, no public address"):
        checked(address, lambda *_: ["8.8.8.8", "10.0.0.1"])
    assert checked(address, lambda *_: ["10.0.0.1"], (ipaddress.ip_network("10.0.0.0/8"),)) == ("10.0.0.1",)


def test_an_ip_address_is_not_looked_up():
    def never(host: str, port: int) -> list[str]:
        raise AssertionError

    assert checked(parse("https://8.8.8.8/"), never) == ("8.8.8.8",)
    with pytest.raises(InputError, match=r"127\.0\.0\.1 is no public address"):
        checked(parse("https://127.0.0.1/"), never)
    with pytest.raises(InputError, match="::1 is no public address"):
        checked(parse("https://[::1]/"), never)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (socket.gaierror(socket.EAI_NONAME, "x"), "There is no host of the name"),
        (socket.gaierror(socket.EAI_AGAIN, "x"), "no answer from the name server"),
        (UnicodeError("label too long"), "There is no host"),
    ],
)
def test_names_that_cannot_be_looked_up(error, words):
    def resolve(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(InputError, match=words):
        checked(parse("https://news.example/"), resolve)


@pytest.mark.parametrize("answers", [[], ["what"], [""]])
def test_answers_that_are_none(answers):
    with pytest.raises(InputError, match="There is no host"):
        checked(parse("https://news.example/"), lambda *_: answers)


def test_the_systems_resolver_gives_each_address_once():
    assert look_up("127.0.0.1", 80) == ["127.0.0.1"]
    found = look_up("localhost", 80)
    assert found
    assert all(not is_public(ipaddress.ip_address(ip)) for ip in found)
