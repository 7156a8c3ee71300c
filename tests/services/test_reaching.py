from __future__ import annotations

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.services.reaching import OutOfReach, Reach, is_public, located, reach_from

ANYWHERE, TRIALS = Reach(), Reach(loopback=True)


def says(monkeypatch: pytest.MonkeyPatch, *numbers: str) -> None:
    """Let every name stand for these numbers."""

    def found(_host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", found)


@pytest.mark.parametrize(
    "number",
    [
        *("10.0.0.1", "172.16.9.9", "192.168.1.1", "127.0.0.1", "127.9.9.9", "0.0.0.0"),  # noqa: S104
        *("169.254.169.254", "100.64.0.1", "100.100.100.200", "224.0.0.1", "255.255.255.255"),
        *("192.0.2.7", "198.18.0.1", "240.0.0.1", "168.63.129.16"),
        *("::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1"),
        *("::ffff:127.0.0.1", "::ffff:8.8.8.8", "64:ff9b::7f00:1", "64:ff9b:1::1", "::127.0.0.1"),
        *("2002:7f00:1::", "2001:0:7f00:1::"),
    ],
)
def test_what_only_the_server_can_reach_is_not_public(number: str) -> None:
    assert not is_public(ip_address(number))


@pytest.mark.parametrize("number", ["93.184.216.34", "8.8.8.8", "2606:4700::1111"])
def test_what_anybody_can_reach_is_public(number: str) -> None:
    assert is_public(ip_address(number))


@given(st.ip_addresses(v=4))
def test_a_number_that_wraps_another_is_never_public(inner: IPv4Address) -> None:
    low = int(inner)
    for wrapped in (
        IPv6Address((0xFFFF << 32) | low),
        IPv6Address(low),
        IPv6Address((0x64FF9B << 96) | low),
        IPv6Address((0x2002 << 112) | (low << 80)),
        IPv6Address((0x20010000 << 96) | low),
    ):
        assert not is_public(wrapped)


@given(st.ip_addresses())
def test_what_is_private_in_any_way_is_not_public(number: IPv4Address | IPv6Address) -> None:
    if number.is_private or number.is_loopback or number.is_link_local or number.is_multicast:
        assert not is_public(number)


def test_an_address_is_located_by_name_and_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    says(monkeypatch, "93.184.216.34", "93.184.216.34", "8.8.8.8")
    place = located("https://hooks.example/in?a=1&b=2", ANYWHERE)
    assert (place.host, place.port, place.encrypted) == ("hooks.example", 443, True)
    assert place.path == "/in?a=1&b=2"
    assert place.numbers == ("93.184.216.34", "8.8.8.8")
    assert located("https://hooks.example:8443", ANYWHERE).port == 8443


@pytest.mark.parametrize("reach", [ANYWHERE, TRIALS])
def test_one_private_number_among_several_is_enough(
    monkeypatch: pytest.MonkeyPatch, reach: Reach
) -> None:
    says(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(OutOfReach) as caught:
        located("https://hooks.example/", reach)
    assert caught.value.code == "private_target"


@pytest.mark.parametrize(
    "address",
    [
        *("https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f.1/"),
        *("https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://0/"),
    ],
)
def test_this_machine_is_out_of_reach_however_it_is_written(address: str) -> None:
    with pytest.raises(OutOfReach):
        located(address, ANYWHERE)


def test_http_is_for_trials_on_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert located("http://127.0.0.1:8000/", TRIALS).port == 8000
    with pytest.raises(OutOfReach) as caught:
        located("http://127.0.0.1/", ANYWHERE)
    assert caught.value.code == "not_https"
    says(monkeypatch, "93.184.216.34")
    with pytest.raises(OutOfReach) as caught:
        located("http://hooks.example/", TRIALS)
    assert caught.value.code == "private_target"


def test_a_name_that_nobody_has_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: Any, **__: Any) -> list[Any]:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(OutOfReach) as caught:
        located("https://nobody.example/", ANYWHERE)
    assert (caught.value.code, caught.value.params) == ("host_unknown", {"host": "nobody.example"})


@pytest.mark.parametrize(("said", "loopback"), [(None, False), ("0", False), ("1", True)])
def test_trials_have_to_be_asked_for(said: str | None, loopback: bool) -> None:
    settings = {} if said is None else {"CATALOGUE_WEBHOOK_LOOPBACK": said}
    assert reach_from(settings).loopback is loopback
