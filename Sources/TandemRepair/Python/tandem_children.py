"""Forked children that cannot harm their parent: for one piece of work, or to go on in."""

import json
import os
import resource
import select
import signal
import sys
import time


class GoOn(Exception):
    """Raised in a child that is to leave the loop it was forked in and go on by itself."""

    def __init__(self, then):
        super().__init__()
        self.then = then


class Child:
    """One forked child: its pipe, its deadline, and what it has said so far.

    `work(pipe)` is done in the child, which ends after it; if it returns a function, the child
    goes on instead, with that function for later.
    """

    def __init__(self, key, work, seconds, memory):
        self.key = key
        self.said = b""
        self.deadline = time.monotonic() + seconds
        self.fd, pipe = os.pipe()
        sys.stdout.flush()
        self.pid = os.fork()
        if self.pid:
            os.close(pipe)
            return
        os.close(self.fd)
        then = None
        try:
            os.setsid()
            limit_memory(memory)
            silence()
            then = work(pipe)
        except BaseException as error:  # the child must end here, whatever the code under test does
            say(pipe, dict(status="crashed", why=type(error).__name__))
        if then is None:
            os._exit(0)
        raise GoOn(then)

    def end(self):
        """Stop the child and all it started; return what it said last."""
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        except PermissionError:
            os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
        lines = self.said.decode("utf-8", "replace").splitlines()
        try:
            return json.loads(lines[-1])
        except (IndexError, ValueError):
            return dict(status="killed", why="no answer before its deadline, or a crash")


def say(pipe, answer):
    """Write one answer to a pipe."""
    data = (json.dumps(answer) + "\n").encode()
    while data:
        data = data[os.write(pipe, data):]


def silence():
    """Send what the code under test prints to nowhere and give it no input."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(nowhere, fd)


def limit_memory(extra):
    """Let the process grow by so many bytes and no more."""
    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * resource.getpagesize()
    most = resource.getrlimit(resource.RLIMIT_AS)[1]
    limit = now + extra if most == resource.RLIM_INFINITY else min(now + extra, most)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def alarm(limit, pipe, answer):
    """End this process when a limit is reached, saying `answer()` first.

    `limit` is (processor seconds, wall seconds): a busy machine stretches only the second, and a
    loop that never ends is seen by the first.
    """

    def ring(number, frame):
        say(pipe, answer())
        os._exit(0)

    signal.signal(signal.SIGPROF, ring)
    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_PROF, limit[0])
    signal.setitimer(signal.ITIMER_REAL, limit[1])


def no_alarm():
    """Call the alarm off."""
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)


def run_all(start, done, jobs):
    """Keep `jobs` children busy.

    `start()` returns the next child, or None when there is none; `done(key, answer)` is told
    each one's last answer.
    """
    running = {}
    more = True
    while more or running:
        while more and len(running) < jobs:
            child = start()
            if child is None:
                more = False
            else:
                running[child.fd] = child
        if not running:
            break
        nearest = min(child.deadline for child in running.values()) - time.monotonic()
        ready, _, _ = select.select(list(running), [], [], max(0, nearest))
        for fd in ready:
            data = os.read(fd, 1 << 16)
            running[fd].said += data
            if not data:
                child = running.pop(fd)
                done(child.key, child.end())
        now = time.monotonic()
        for child in [child for child in running.values() if child.deadline <= now]:
            del running[child.fd]
            done(child.key, child.end())
