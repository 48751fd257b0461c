"""Who is never banned: host names as last known, gateways and containers' networks as the kernel has them."""

import socket
from pathlib import Path

import pytest

from bans.ignored import KnownAddresses, containers, gateways


def test_resolves_names_and_remembers_them_over_a_restart_without_a_resolver(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = tmp_path / "resolved.json"
    assert "127.0.0.1" in KnownAddresses(("localhost",), memory).refresh()

    def fails(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", fails)
    again = KnownAddresses(("localhost",), memory)
    assert "127.0.0.1" in again.known()
    assert "127.0.0.1" in again.refresh()


def test_follows_a_name_to_its_new_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "203.0.113.7"

    def answers(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", answers)
    known = KnownAddresses(("erp.example.com",), tmp_path / "resolved.json")
    assert known.refresh() == ["203.0.113.7"]
    address = "203.0.113.8"
    assert known.refresh() == ["203.0.113.8"]


def test_forgets_a_name_that_is_no_longer_asked_for(tmp_path: Path) -> None:
    memory = tmp_path / "resolved.json"
    KnownAddresses(("localhost",), memory).refresh()
    assert KnownAddresses((), memory).refresh() == []


def test_reads_the_default_gateways_from_the_kernel_tables(tmp_path: Path) -> None:
    (tmp_path / "route").write_text(
        "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
        "eth0\t00000000\t0102A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0\n"
        "eth0\t0002A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
    )
    zero = "0" * 32
    (tmp_path / "ipv6_route").write_text(
        f"{zero} 00 {zero} 00 fe800000000000000000000000000001 00000400 00000001 00000000 00450003     eth0\n"
        f"fe80{'0' * 28} 40 {zero} 00 {zero} 00000100 00000001 00000000 00000001     eth0\n"
    )
    assert gateways(tmp_path) == ["192.168.2.1", "fe80::1"]


def test_reads_the_networks_of_containers_from_the_kernel_tables(tmp_path: Path) -> None:
    (tmp_path / "route").write_text(
        "Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\tMTU\tWindow\tIRTT\n"
        "eth0\t0002A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n"
        "br-1a2b3c4d5e6f\t000015AC\t00000000\t0001\t0\t0\t0\t0000FFFF\t0\t0\t0\n"
    )
    zero = "0" * 32
    flags = "00000100 00000001 00000000 00000001"
    (tmp_path / "ipv6_route").write_text(
        f"fd00000000000000{'0' * 16} 40 {zero} 00 {zero} {flags} br-1a2b3c4d5e6f\n"
        f"fe80{'0' * 28} 40 {zero} 00 {zero} {flags} br-1a2b3c4d5e6f\n"
        f"ff00{'0' * 28} 08 {zero} 00 {zero} {flags} br-1a2b3c4d5e6f\n"
        f"20010db8{'0' * 24} 40 {zero} 00 {zero} {flags} eth0\n"
    )
    assert containers(tmp_path) == ["172.21.0.0/16", "fd00::/64"]


def test_finds_no_gateway_and_no_containers_where_there_is_no_network(tmp_path: Path) -> None:
    assert gateways(tmp_path) == []
    assert containers(tmp_path) == []


@pytest.mark.parametrize("content", ["", '{"localhost": ["127.'])
def test_a_memory_that_was_cut_off_is_none(tmp_path: Path, content: str) -> None:
    memory = tmp_path / "resolved.json"
    memory.write_text(content)
    known = KnownAddresses(("localhost",), memory)
    assert known.known() == []
    assert "127.0.0.1" in known.refresh()
    assert "127.0.0.1" in KnownAddresses(("localhost",), memory).known()


def test_a_full_disk_stops_nobody_and_leaves_the_memory_whole(tmp_path: Path) -> None:
    memory = tmp_path / "resolved.json"
    memory.write_text('{"localhost": ["192.0.2.1"]}')
    # opens, and takes nothing
    memory.with_name(".resolved.json.new").symlink_to("/dev/full")
    assert "127.0.0.1" in KnownAddresses(("localhost",), memory).refresh()
    assert KnownAddresses(("localhost",), memory).known() == ["192.0.2.1"]
