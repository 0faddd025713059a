"""The crawler never talks to the local network, whatever a board file, a redirect or a name server says."""

import ipaddress
from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from skilldemand.crawler.refusals import PrivateAddress

LOOKUP_SECONDS = 60.0


def is_private(address: str) -> bool:
    """Return whether an IP address is anything but a public unicast address; False for what is no IP address."""
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    mapped = getattr(parsed, "ipv4_mapped", None)
    return not (mapped or parsed).is_global or parsed.is_multicast


def refuse_literal(host: str) -> None:
    """Raise PrivateAddress when the host itself is written as a private address or is localhost."""
    if is_private(host) or host.lower().rstrip(".") == "localhost" or host.lower().endswith(".localhost"):
        raise PrivateAddress(f"{host} is an address of the local network; the crawler reads public boards only")


def install_resolver(reactor: Any, *, public_only: bool) -> None:
    """Make the reactor look names up as the run may; a runner, unlike Scrapy's own process, installs no resolver."""
    kind = PublicResolver if public_only else CachingThreadedResolver
    kind(reactor, 10_000, LOOKUP_SECONDS).install_on_reactor()


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, refusing names that lead to the local network.

    It sits where the address is looked up for the connection itself, so no second look-up can give another answer.
    """

    def getHostByName(self, name: str, timeout: Any = ()) -> "Deferred[str]":  # noqa: N802  (Twisted's name)
        """Return the address of a name; fails with DNSLookupError when it is not public."""
        found = super().getHostByName(name, timeout)
        found.addCallback(self._public, name)
        return found

    def _public(self, address: str, name: str) -> str:
        if is_private(address):
            raise DNSLookupError(f"{name} leads to {address}, an address of the local network")
        return address
