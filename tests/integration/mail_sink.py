"""A mail server that keeps what it is handed, and tells at two moments where it stands: before a letter, and once it has it."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage

BEFORE, AFTER = "before the letter", "before the answer to it"


class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True
    block_on_close = False

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.letters: list[EmailMessage] = []
        self.at: Callable[[str], None] = lambda moment: None

    @property
    def port(self) -> int:
        return self.server_address[1]


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as Python's own client speaks."""

    def handle(self) -> None:
        self.say(220)
        for line in self.rfile:
            verb = line[:4].upper().strip()
            if verb == b"MAIL":
                self.server.at(BEFORE)
            if verb == b"DATA":
                self.say(354)
                self.take()
                self.server.at(AFTER)
            self.say(221 if verb == b"QUIT" else 250)

    def take(self) -> None:
        """A letter that breaks off is none."""
        lines = list(iter(self.rfile.readline, b".\r\n"))
        self.server.letters.append(message_from_bytes(b"".join(lines), policy=policy.default))

    def say(self, code: int) -> None:
        try:
            self.wfile.write(b"%d fine\r\n" % code)
        except OSError:  # whoever asked is dead
            return


@contextmanager
def mail_sink() -> Iterator[Sink]:
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
