"""A pytest plugin that reports every test, collection error and module skip. See `report.py`."""

import re

import pytest

REPORT = Report(take_environment())
PLAN = read_plan()
SELECTION = Selection(PLAN.get("ids"))
ERROR_LINE = re.compile(r"^E?\s*([A-Za-z_][\w.]*)(?:: (.*))?$")


def pytest_configure(config):
    """Leaves out files that are gone: pytest would run nothing at all."""
    if PLAN.get("files"):
        config.args = [path for path in PLAN["files"] if os.path.exists(path)]
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Reporter(config))


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Keeps the selected tests; in every worker of xdist alike."""
    name = Names(config).of
    kept = [item for item in items if SELECTION.wants(name(item.nodeid), ("::", "["))]
    if len(kept) < len(items):
        wanted = set(map(id, kept))
        config.hook.pytest_deselected(items=[item for item in items if id(item) not in wanted])
        items[:] = kept


@pytest.hookimpl(hookwrapper=True, tryfirst=True)
def pytest_runtest_makereport(item, call):
    """Keeps the exception's own class and text, which a report only holds as prose."""
    outcome = yield
    if call.excinfo is not None:
        report = outcome.get_result()
        report.tandem_error = [call.excinfo.typename, error_text(call.excinfo.value)]


class Names:
    """Node ids told from the folder that pytest was started in, as it accepts them."""

    def __init__(self, config):
        self._root = str(getattr(config, "rootpath", None) or config.rootdir)
        self._start = os.getcwd()
        self._same = os.path.realpath(self._root) == os.path.realpath(self._start)

    def of(self, nodeid):
        """The id of `nodeid`, whose path pytest tells from its root folder."""
        if self._same:
            return nodeid
        path, separator, rest = nodeid.partition("::")
        return os.path.relpath(os.path.join(self._root, path), self._start) + separator + rest


class Reporter:
    """Gathers the phases of each test and writes one line for it when it is finished."""

    def __init__(self, config):
        self._name = Names(config).of
        self._open = {}
        self._finished = 0
        REPORT.begin("pytest " + pytest.__version__)

    def pytest_collectreport(self, report):
        if report.failed:
            REPORT.test(self._name(report.nodeid), "error", None, failure(report))
        elif report.skipped:
            REPORT.test(self._name(report.nodeid), "skipped")

    def pytest_runtest_logstart(self, nodeid):
        REPORT.started(self._name(nodeid))

    def pytest_runtest_logreport(self, report):
        phases = self._open.setdefault(report.nodeid, {"seconds": 0.0, "status": "skipped"})
        if report.outcome == "rerun":
            phases["again"] = True
        phases["seconds"] += getattr(report, "duration", 0.0)
        if report.failed and phases["status"] != "failed":
            phases["status"] = "failed"
            phases["failure"] = failure(report)
        elif report.passed and report.when == "call" and phases["status"] == "skipped":
            phases["status"] = "passed"

    def pytest_runtest_logfinish(self, nodeid):
        self._finish(nodeid)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session, exitstatus):
        # A test whose worker died is reported and never finished; one that pytest left is neither.
        for nodeid in [test for test, phases in self._open.items() if "failure" in phases]:
            self._finish(nodeid)
        REPORT.end(collected=session.testscollected, finished=self._finished, exit=int(exitstatus))

    def _finish(self, nodeid):
        phases = self._open.pop(nodeid, None)
        if phases is not None and "again" not in phases:
            self._finished += 1
            REPORT.test(
                self._name(nodeid), phases["status"], phases["seconds"], phases.get("failure")
            )


def failure(report):
    """Class, message and trace of a failed report."""
    trace = str(report.longrepr)
    if hasattr(report, "tandem_error"):
        return report.tandem_error + [trace]
    crash = getattr(report.longrepr, "reprcrash", None)
    lines = [crash.message] if crash else reversed(trace.splitlines())
    for line in lines:
        found = ERROR_LINE.match(line)
        if found and (crash or line.startswith("E ")):
            return [found.group(1).split(".")[-1], found.group(2) or "", trace]
    kinds = {"collect": "CollectionError", "???": "WorkerCrash"}
    return [kinds.get(report.when, "Failed"), trace, trace]
