"""Which addresses the site asks: hosts of the public internet, at the ports of the web, and none else."""

import ipaddress
import socket
from urllib.parse import SplitResult

PORTS = {80, 443, 8080, 8443}
TRANSLATING = [ipaddress.ip_network(each) for each in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
"""IPv6 networks that may carry an IPv4 address of any kind inside."""


class NotPublic(Exception):
    """A link that leads into a private network, or tries to."""


def port_of(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def public_addresses(parts: SplitResult) -> list[str]:
    """The addresses of a link's host. One that is not public closes the link, whatever else the name stands for."""
    if parts.username is not None or port_of(parts) not in PORTS:
        raise NotPublic
    found = socket.getaddrinfo(parts.hostname, port_of(parts), type=socket.SOCK_STREAM)
    addresses = [str(info[4][0]) for info in found]
    if not all(is_public(address) for address in addresses):
        raise NotPublic
    return addresses


def is_public(written: str) -> bool:
    address = ipaddress.ip_address(written.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if any(address in network for network in TRANSLATING):
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved)
