"""`make run`: the demonstration on this machine, ready to click: database, static files, seed, one web process."""

import hashlib
import http.client
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connections
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer

from cardsite.operating import meter

STARTUP_SECONDS = 60
STOP_SECONDS = 10  # longer than running effects are waited for; a worker that still lives is killed, and loses nothing
LOOK_SECONDS = 0.1
DOUBLE = "tests.doubles.stripe_server"
"""Lies in a checkout beside the program, as `make run` does."""


class Patient(MPServer):
    """A server that one signal stops, and that many stop as well as one.

    Python runs handlers in the main thread alone. The system may give a signal to any other, and then nothing wakes a
    main thread that waits for a lock: so this one looks by itself, and its handler touches nothing that has a lock.
    """

    def signal_handler_interrupt(self, *_signal: object) -> None:
        self.interrupt_signal = True

    def _serve_loop(self, *_respawning: object) -> None:
        while not (self.interrupt_signal or self.interrupt_children):
            time.sleep(LOOK_SECONDS)


def hear_the_end() -> None:
    """For the worker, before it has other threads: one of its own waits for SIGTERM, and calls what is set for it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTERM})
    threading.Thread(target=_pass_on, name="signals", daemon=True).start()


def _pass_on() -> None:
    while True:
        number = signal.sigwait({signal.SIGTERM})
        handler = signal.getsignal(number)
        if not callable(handler):
            os._exit(0)  # it has not begun to serve
        handler(number, None)


class CannotRun(Exception):
    """A reason, in plain words with its remedy, why the service cannot start."""


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")
    os.environ.setdefault("DEMO", "1")
    double = None
    try:
        doubled = sell_by_the_double()
        django.setup()
        refuse_a_taken_port(settings.HOST, settings.PORT)
        prepare_or_say_why()
        double = start_double() if doubled else None
        return serve()
    except (CannotRun, CommandError, ImproperlyConfigured) as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0
    finally:
        if double:
            double.terminate()
            double.wait(STOP_SECONDS)


def sell_by_the_double() -> bool:
    """`STRIPE=double`: plans are sold, and a double of Stripe on the next port takes payments that are none."""
    said = os.environ.get("STRIPE", "")
    if said not in {"", "double"}:
        raise CannotRun("STRIPE can be double or nothing. Real Stripe is set up by STRIPE_SECRET_KEY.")
    if said:
        port = int(os.environ.get("PORT") or 8000) + 1
        refuse_a_taken_port("127.0.0.1", port)
        keys = {"STRIPE_SECRET_KEY": "sk_test_double", "STRIPE_WEBHOOK_SECRET": "whsec_double"}
        os.environ.update(keys | {"STRIPE_API_BASE": f"http://localhost:{port}"})
    return bool(said)


def start_double() -> "subprocess.Popen[bytes]":
    """Its state is kept beside the database; events come back to this process."""
    state, events = Path(settings.DATA_DIR, "stripe-double.json"), f"http://127.0.0.1:{settings.PORT}/webhooks/stripe"
    port = settings.STRIPE_API_BASE.rpartition(":")[2]
    command = [sys.executable, "-m", DOUBLE, "--port", port, "--webhook", events, "--state", str(state)]
    return subprocess.Popen(command, cwd=settings.BASE_DIR, start_new_session=True)  # noqa: S603  # all ours


def refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotRun(
                f"Cannot listen on {host}:{port} ({error.strerror}). Choose another: make run PORT={port + 1}"
            ) from None


def prepare_or_say_why() -> None:
    try:
        prepare()
    except OperationalError as error:  # away, full, or not ours to write
        where = settings.DATABASES["default"]["NAME"]
        raise CannotRun(f"The database {where} cannot be used: {str(error).strip()}") from error
    except OSError as error:
        raise CannotRun(f"{settings.DATA_DIR} cannot be written: {error.strerror or error}") from error


def prepare() -> None:
    """Bring database, static files and demonstration data up to date; quick when nothing changed."""
    call_command("migrate", verbosity=0)
    meter.forget()
    collect_changed_static_files()
    if settings.DEMO and not apps.get_model("workspaces.Workspace")._default_manager.exists():
        call_command("seed")
    connections.close_all()


def collect_changed_static_files() -> None:
    stamp = Path(settings.DATA_DIR, "static.stamp")
    digest = static_digest()
    if stamp.is_file() and stamp.read_text() == digest:
        return
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(digest)


def static_digest() -> str:
    """Changes when any static file comes, goes, grows or is saved."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            source = Path(storage.path(name))
            digest.update(f"{source} {source.stat().st_size} {source.stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def serve() -> int:
    """Exactly one worker: it carries the embedded queue. Ends by SIGINT or SIGTERM, after the worker has drained."""
    multiprocessing.set_start_method("spawn")  # a fork would inherit this process's half of every thread and lock
    server = Patient(
        "cardsite.wsgi:application",
        address=settings.HOST,
        port=settings.PORT,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=2,
        workers_kill_timeout=STOP_SECONDS,
        log_level=LogLevels.warning,
    )
    threading.Thread(target=announce, daemon=True).start()
    try:
        server.serve()
    except SystemExit as end:
        return 0 if server.interrupt_signal else int(end.code or 1)
    return 0


def announce() -> None:
    deadline = time.monotonic() + STARTUP_SECONDS
    while time.monotonic() < deadline:
        if answers():
            print(banner(), flush=True)
            return
        time.sleep(0.05)
    print(
        f"No answer on port {settings.PORT} after {STARTUP_SECONDS} s; see the messages above.",
        file=sys.stderr,
    )


def answers() -> bool:
    host = "127.0.0.1" if settings.HOST in {"0.0.0.0", "::"} else settings.HOST  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.PORT, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": settings.CANONICAL_HOST})
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def banner() -> str:
    base = settings.BASE_URL
    if not settings.DEMO:
        return f"\n  Cardsite answers on {base}   (Ctrl-C stops it)\n"
    password = Path(settings.DATA_DIR, "demo-password").read_text().strip()
    lines = [
        f"Cardsite        {base}",
        f"Example card    {base}/ada",
        f"Log in          {base}/accounts/login/  as ada@example.com  with {password}",
        f"Mailbox         {base}/dev/mail/",
    ]
    if settings.STRIPE_API_BASE:
        lines += [f"Stripe's double {settings.STRIPE_API_BASE}/desk   (time passes there)"]
    if settings.LOOPBACK:
        lines += ["For a phone     " + f"make run HOST=0.0.0.0 BASE_URL=http://{lan_address()}:{settings.PORT}"]
    return "\n" + "".join(f"  {line}\n" for line in [*lines, "Ctrl-C stops it."])


def lan_address() -> str:
    """This machine's own address on its network; asking the routing table sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            address: str = probe.getsockname()[0]
        except OSError:
            return "<this machine's address>"
    return address


if __name__ == "__mp_main__":
    os.setpgrp()  # the worker: Ctrl-C in a terminal is for its parent, which then stops it in order
    hear_the_end()
if __name__ == "__main__":
    sys.exit(main())
