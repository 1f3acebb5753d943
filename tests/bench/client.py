"""The HTTP client, run as a process of its own: keep-alive connections to 127.0.0.1, lean.

Reads an order as JSON from standard input and writes what came of it as JSON to standard output.
"""

import gzip
import json
import socket
import sys
import time
from dataclasses import dataclass
from itertools import count
from threading import Thread
from typing import Any

TIMEOUT = 60


@dataclass(frozen=True)
class Answer:
    """An answer: status, milliseconds, bytes as sent, and bytes once unpacked (only where asked)."""

    at: int
    status: int
    ms: float
    sent: int
    unpacked: int


class Connection:
    """One keep-alive connection."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._open()

    def _open(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self._port), TIMEOUT)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._left = b""

    def get(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Send a request; return status, head and body. A connection closed by the server is opened anew."""
        try:
            self._socket.sendall(request)
            head = self._until(b"\r\n\r\n")
        except (ConnectionError, EOFError):
            self._socket.close()
            self._open()
            self._socket.sendall(request)
            head = self._until(b"\r\n\r\n")
        lower = head.lower()
        status = int(head[9:12])
        if b"transfer-encoding: chunked" in lower:
            return status, lower, self._chunks()
        length = _header(lower, b"content-length")
        return status, lower, self._exactly(int(length)) if length else b""

    def _until(self, mark: bytes) -> bytes:
        while (at := self._left.find(mark)) < 0:
            self._more()
        found, self._left = self._left[:at], self._left[at + len(mark) :]
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._left) < size:
            self._more()
        found, self._left = self._left[:size], self._left[size:]
        return found

    def _chunks(self) -> bytes:
        parts = []
        while size := int(self._until(b"\r\n"), 16):
            parts.append(self._exactly(size))
            self._until(b"\r\n")
        self._until(b"\r\n")
        return b"".join(parts)

    def _more(self) -> None:
        found = self._socket.recv(1 << 18)
        if not found:
            raise EOFError
        self._left += found


def _header(head: bytes, name: bytes) -> bytes:
    for line in head.split(b"\r\n"):
        if line.startswith(name + b":"):
            return line.partition(b":")[2].strip()
    return b""


def passes(order: dict[str, Any]) -> list[dict[str, Any]]:
    """Ask for every path once a pass, over so many connections; return seconds and answers of each pass."""
    requests = [_request(path) for path in order["paths"]]
    connections = [Connection(order["port"]) for _ in range(order["connections"])]
    return [_one_pass(connections, requests, order["unpack"]) for _ in range(order["passes"])]


def _one_pass(connections: list[Connection], requests: list[bytes], unpack: bool) -> dict[str, Any]:
    answers: list[Answer] = []
    turn = count()
    threads = [
        Thread(target=_work, args=(connection, requests, turn, answers, unpack)) for connection in connections
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken = time.perf_counter() - begun
    return {"seconds": taken, "answers": [vars(answer) for answer in sorted(answers, key=lambda a: a.at)]}


def _work(
    connection: Connection, requests: list[bytes], turn: Any, answers: list[Answer], unpack: bool
) -> None:
    while (at := next(turn)) < len(requests):
        begun = time.perf_counter()
        status, head, body = connection.get(requests[at])
        ms = (time.perf_counter() - begun) * 1e3
        whole = _unpacked(head, body) if unpack else len(body)
        answers.append(Answer(at, status, ms, len(body), whole))


def _unpacked(head: bytes, body: bytes) -> int:
    return len(gzip.decompress(body)) if _header(head, b"content-encoding") == b"gzip" else len(body)


def _request(path: str) -> bytes:
    head = ("Host: 127.0.0.1", "Accept-Encoding: gzip", "Connection: keep-alive", "", "")
    return "\r\n".join([f"GET {path} HTTP/1.1", *head]).encode()


if __name__ == "__main__":
    json.dump(passes(json.load(sys.stdin)), sys.stdout)
