"""The builtin tier's part inside a test runner: traces tests, or tries changes against them.

It is loaded before the runner loads anything: as a pytest plugin (`PYTEST_PLUGINS`), or as the
script that runs a unittest script (`python3 tandem_repair.py SCRIPT`). From there the first process
only forks. A child goes on as the runner would, loads the selected tests, and is taken over where
they would be run. The job is `tandem_job.json` beside this file; results go, one JSON object a
line, to the file that `TANDEM_REPAIR` names, the last line with `"end"`.
"""

import json
import os
import sys

import tandem_children as children
from tandem_search import Search
from tandem_tracing import Trace


class Results:
    """The result file, appended to line by line by every process: what was found survives a kill."""

    def __init__(self, path):
        self.path = path

    def add(self, **row):
        with open(self.path, "a") as file:
            file.write(json.dumps(row) + "\n")


class Place:
    """Where files lie and how many children run at once."""

    def __init__(self, depth):
        self.top = os.path.abspath(os.path.join(os.getcwd(), *[os.pardir] * depth))
        self.jobs = max(1, len(os.sched_getaffinity(0)))
        self.memory = 1 << 30

    def full(self, path):
        """A path of the repository as Python sees it."""
        return os.path.join(self.top, path)

    def short(self, path):
        """A path as the repository has it."""
        return os.path.relpath(path, self.top)

    def child(self, key, work, seconds):
        return children.Child(key, work, seconds, self.memory)

    def all(self, start, done):
        """Run children side by side."""
        children.run_all(start, done, self.jobs)

    def one(self, work, done, seconds):
        """Run one child that forks others itself."""
        waiting = [work]

        def start():
            if not waiting:
                return None
            return children.Child(0, waiting.pop(), seconds + 10, 4 * self.memory)

        children.run_all(start, done, 1)


def main():
    """Do the job; returns, in a child, with what to do with the tests when they are loaded."""
    home = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(home, "tandem_job.json")) as file:
        job = json.load(file)
    results = Results(os.environ.pop("TANDEM_REPAIR"))
    plugins = os.environ.pop("PYTEST_PLUGINS", "").split(",")
    others = [name for name in plugins if name and name != "tandem_repair"]
    if others:  # a pytest that a test starts is not ours to take over
        os.environ["PYTEST_PLUGINS"] = ",".join(others)
    kind = dict(trace=Trace, search=Search)[job["mode"]]
    try:
        kind(job, Place(job["depth"]), results).run()
    except children.GoOn as child:
        return child.then
    os._exit(0)


def take_over(tests):
    """Do what this child is for with the loaded tests, by id; never returns."""
    try:
        then(tests)
    finally:
        os._exit(0)


def case_runner(test):
    """A function that runs one unittest test and returns its status and why."""
    import unittest

    def run():
        result = unittest.TestResult()
        raised = []
        plain = result._exc_info_to_string

        def note(error, test):
            raised.append(error[0].__name__)
            return plain(error, test)

        result._exc_info_to_string = note
        unittest.TestSuite([test]).run(result)
        if not result.wasSuccessful():
            return "failed", raised[0] if raised else "UnexpectedSuccess"
        return ("skipped" if result.skipped else "passed"), ""

    return run


def item_runner(item):
    """A function that runs one pytest item and returns its status and why.

    It calls the hooks without making reports: to write out a deep trace takes longer than a test.
    """
    from _pytest.runner import CallInfo, runtestprotocol
    import pytest

    def run():
        if item.get_closest_marker("xfail") is not None:
            reports = runtestprotocol(item, log=False, nextitem=None)
            return ("failed", "XFail") if any(r.failed for r in reports) else ("passed", "")
        if hasattr(item, "_request") and not item._request:
            item._initrequest()
        for when, rest in (("setup", {}), ("call", {}), ("teardown", dict(nextitem=None))):
            hook = getattr(item.ihook, "pytest_runtest_" + when)
            error = CallInfo.from_call(lambda: hook(item=item, **rest), when=when).excinfo
            if error is not None:
                if error.errisinstance(pytest.skip.Exception):
                    return "skipped", ""
                return "failed", error.typename
        return "passed", ""

    return run


def take_over_unittest():
    """Take the first suite that any unittest runner is given, Django's too."""
    import unittest

    def flat(suite):
        for test in suite:
            if isinstance(test, unittest.TestSuite):
                yield from flat(test)
            else:
                yield test

    def run(runner, suite):
        take_over({test.id(): case_runner(test) for test in flat(suite)})

    unittest.TextTestRunner.run = run


def name_of(session, item):
    """The item's id told from the folder that pytest was started in."""
    path, separator, rest = item.nodeid.partition("::")
    root = str(getattr(session.config, "rootpath", None) or session.config.rootdir)
    return os.path.relpath(os.path.join(root, path)) + separator + rest


if "pytest" in sys.modules:
    import pytest

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(session):
        take_over({name_of(session, item): item_runner(item) for item in session.items})


then = main()
if __name__ == "__main__":
    import runpy

    take_over_unittest()
    sys.argv = sys.argv[1:]
    sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
    runpy.run_path(sys.argv[0], run_name="__main__")
