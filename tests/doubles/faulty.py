"""Stands between the program and a server, and plays what lies between machines: errors, delays, cut lines (F17)."""

import socket
import threading
from contextlib import suppress

ERROR = b"HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
PIECE = 65_536


class Faulty:
    """Passes connections on to `port`, until `fault` is said: "500", "slow" or "cut", from the `after`-th request on.

    "cut" ends the line in the middle of what is sent; "slow" says nothing. `once` makes it one request alone.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._stopped = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.well()
        threading.Thread(target=self._listen, daemon=True).start()

    def well(self) -> None:
        self.play("")

    def play(self, fault: str, *, after: int = 0, once: bool = False) -> None:
        self.fault, self._left, self._once = fault, after, once

    def stop(self) -> None:
        self._stopped.set()
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _listen(self) -> None:
        while not self._stopped.is_set():
            try:
                client, _address = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        """Each connection carries one request after the other; a fault ends it."""
        with client, socket.create_connection(("127.0.0.1", self._to)) as server, suppress(OSError):
            threading.Thread(target=self._pass_back, args=(server, client), daemon=True).start()
            while piece := client.recv(PIECE):
                if _begins(piece) and (fault := self._due()):
                    self._break(fault, piece, client, server)
                    return
                server.sendall(piece)

    def _due(self) -> str:
        if not self.fault:
            return ""
        self._left -= 1
        if self._left >= 0:
            return ""
        fault = self.fault
        if self._once:
            self.fault = ""
        return fault

    def _break(self, fault: str, piece: bytes, client: socket.socket, server: socket.socket) -> None:
        if fault == "500":
            client.sendall(ERROR)
        elif fault == "cut":
            server.sendall(piece[: len(piece) * 2 // 3])
        else:
            self._stopped.wait(2)

    def _pass_back(self, server: socket.socket, client: socket.socket) -> None:
        with suppress(OSError):
            while piece := server.recv(PIECE):
                client.sendall(piece)


def _begins(piece: bytes) -> bool:
    """A new request; what S3 is sent in between are pictures, which do not begin so."""
    return piece.startswith((b"PUT /", b"GET /", b"HEAD /", b"DELETE /", b"POST /"))
