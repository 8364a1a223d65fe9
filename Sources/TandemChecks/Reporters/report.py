"""Writes what a test runner reports as JSON lines, one object a line.

This text is put in front of `pytest_reporter.py` or `unittest_reporter.py`, and the whole is laid
outside the work tree under a random name, with its plan beside it under the same name. It uses the
standard library only and runs on Python 3.6 and later.

    {"tandem": 1, "runner": "pytest 8.3.5", "python": "3.11.7"}     first
    {"started": ID}                                                 before a test
    {"test": ID, "status": S, "seconds": N, "class": C, "message": M, "trace": T}
    {"end": TESTS, ...}                                             last; nothing may follow it
"""

import json
import os
import sys


def head(text, limit):
    """The first `limit` bytes of `text` that make whole characters, without lone surrogates."""
    return text.encode("utf-8", "backslashreplace")[:limit].decode("utf-8", "ignore")


def tail(text, limit):
    """The last `limit` bytes of `text` that make whole characters, without lone surrogates."""
    return text.encode("utf-8", "backslashreplace")[-limit:].decode("utf-8", "ignore")


def error_text(error):
    """What an exception says, even where its own `__str__` raises."""
    try:
        return str(error)
    except Exception as broken:
        return "unprintable: " + type(broken).__name__


class Report:
    """The result file: appended to line by line, by the process that opened it alone.

    The file is opened for every line, because a test may close every descriptor there is; what it
    needs of `os` is taken before a test can replace it.
    """

    def __init__(self, path):
        self.tests = 0
        self._writes = path is not None
        getpid, opens, write, close = os.getpid, os.open, os.write, os.close
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        dumps, owner = json.dumps, getpid()

        def append(record):
            if getpid() != owner:
                return
            rest = (dumps(record) + "\n").encode("ascii")
            descriptor = opens(path, flags, 0o600)
            try:
                while rest:
                    rest = rest[write(descriptor, rest):]
            finally:
                close(descriptor)

        self._append = append

    def line(self, **record):
        """Appends one record; a report without a path writes nothing."""
        if self._writes:
            self._append(record)

    def begin(self, runner):
        """Says who reports."""
        self.line(tandem=1, runner=runner, python=sys.version.split()[0])

    def started(self, test):
        """Says that `test` runs now: known where the process dies in it."""
        self.line(started=head(test, 4000))

    def test(self, test, status, seconds=None, failure=None):
        """Says how `test` ended; `failure` is (class, message, trace)."""
        record = {"test": head(test, 4000), "status": status}
        if seconds is not None:
            record["seconds"] = round(max(seconds, 0.0), 6)
        if failure is not None:
            name, message, trace = failure
            record.update(
                {"class": head(name, 200), "message": head(message, 500), "trace": tail(trace, 4000)}
            )
        self.tests += 1
        self.line(**record)

    def end(self, **totals):
        """Says that the runner reached its end, and with what totals."""
        self.line(end=self.tests, **totals)


def take_environment():
    """Takes what is ours out of the environment, so that the tests see their own.

    Returns the result file's path, or None where this process is not the one that reports.
    """
    tools = os.path.dirname(os.path.abspath(__file__))
    entries = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    entries = [os.path.abspath(entry) for entry in entries if entry]
    entries = [entry for entry in entries if entry != tools]
    if entries:
        os.environ["PYTHONPATH"] = os.pathsep.join(entries)
    else:
        os.environ.pop("PYTHONPATH", None)
    return os.environ.pop("TANDEM_REPORT", None)


def read_plan():
    """What is to be run, from the file beside this one."""
    with open(os.path.splitext(os.path.abspath(__file__))[0] + ".json", encoding="utf-8") as file:
        return json.load(file)


class Selection:
    """The wanted ids: each names a test or everything below it."""

    def __init__(self, ids):
        self._ids = None if ids is None else set(ids)

    def wants(self, test, separators):
        """Whether `test` or anything that it lies in, cut at `separators`, is wanted."""
        if self._ids is None or test in self._ids:
            return True
        for separator in separators:
            parts = test.split(separator)
            for count in range(1, len(parts)):
                if separator.join(parts[:count]) in self._ids:
                    return True
        return False
