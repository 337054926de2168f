"""The address that is served at: taken before anything else is done, and told once a request is answered there."""

import http.client
import socket
import threading
import time
from collections.abc import Callable, Sequence

BACKLOG = 2_048
"""How many may wait to be let in."""
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  # what somebody may have set
_SECONDS_BETWEEN = 0.05


def taken(host: str, port: int) -> list[socket.socket]:
    """Sockets that listen at every address of that host, so that nobody else can. Raises `OSError` where one does.

    Who comes before there is anybody to answer waits for him.
    """
    places = dict.fromkeys(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE))
    listening: list[socket.socket] = []
    try:
        for family, kind, protocol, _, where in places:
            one = socket.socket(family, kind, protocol)
            listening.append(one)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                one.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            one.bind(where)
            one.listen(BACKLOG)
    except OSError:
        for one in listening:
            one.close()
        raise
    return listening


def tell_once_answered(listening: Sequence[socket.socket], tell: Callable[[], None]) -> None:
    """Call `tell` once a request is answered there; it never is where the server ends before."""
    host, port = listening[0].getsockname()[:2]
    asking = threading.Thread(target=_ask, args=(_EVERYWHERE.get(host, host), port, tell), daemon=True)
    asking.start()


def _ask(host: str, port: int, tell: Callable[[], None]) -> None:
    while True:
        connection = http.client.HTTPConnection(host, port)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == http.client.OK:
                tell()
                return
        except (OSError, http.client.HTTPException):
            pass
        finally:
            connection.close()
        time.sleep(_SECONDS_BETWEEN)
