"""Runs unittest, or a script built on it, and reports every test. See `report.py`.

The first `TextTestRunner` that is run is the one that reports; those that tests start inside it
are their own affair. A plan with a `script` runs that file as the main program (Django's
`runtests.py`, `manage.py`); else its `arguments` are those of `python -m unittest`, or its
`modules` or `roots` are loaded.
"""

import faulthandler
import importlib
import runpy
import time
import traceback
import unittest

REPORT = Report(None)
SELECTION = Selection(None)


class Reporting:
    """Mixed into the result class that the runner chose, whichever that is."""

    def startTest(self, test):
        self.tandem_test = test
        self.tandem_status = "skipped"
        self.tandem_failure = None
        self.tandem_begun = self.tandem_clock()
        REPORT.started(test_id(test))
        super().startTest(test)

    def stopTest(self, test):
        super().stopTest(test)
        if self.tandem_test is None:
            return  # Python 3.12.1 does not start what it skips, and stops it all the same.
        seconds = self.tandem_clock() - self.tandem_begun
        REPORT.test(test_id(test), self.tandem_status, seconds, self.tandem_failure)
        self.tandem_test = None

    def addSuccess(self, test):
        if self.tandem_status == "skipped":
            self.tandem_status = "passed"
        super().addSuccess(test)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self.tandem_red(test, err, self.failures)

    def addError(self, test, err):
        super().addError(test, err)
        self.tandem_red(test, err, self.errors)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        if self.tandem_test is None:
            REPORT.test(test_id(test), "skipped")

    def addUnexpectedSuccess(self, test):
        super().addUnexpectedSuccess(test)
        self.tandem_fail("failed", ("UnexpectedSuccess", "it was expected to fail and passed", ""))

    def addSubTest(self, test, subtest, err):
        super().addSubTest(test, subtest, err)
        if err is not None:
            failed = issubclass(err[0], test.failureException)
            self.tandem_red(subtest, err, self.failures if failed else self.errors)

    def tandem_red(self, test, err, entries):
        """Notes a failure of the running test, or of a class, a module or an import."""
        trace = entries[-1][1] if entries else ""
        loading = type(test).__name__ == "_FailedTest"
        if loading:
            failure = last_error(err, error_text(err[1]))
        else:
            failure = (err[0].__name__, error_text(err[1]), trace)
        if self.tandem_test is None:
            REPORT.test(test_id(test), "error", None, failure)
        else:
            self.tandem_fail("error" if loading else "failed", failure)

    def tandem_fail(self, status, failure):
        """Keeps the first failure of the running test."""
        if self.tandem_failure is None:
            self.tandem_status, self.tandem_failure = status, failure


def last_error(err, text):
    """Class, message and trace of a failed import, which unittest hands on as prose."""
    for line in reversed(text.splitlines()):
        name, separator, message = line.partition(": ")
        name = name.split(".")[-1]
        if separator and name.isidentifier():
            return (name, message, text)
    return (err[0].__name__, text, text)


def test_id(test):
    """The id as unittest tells it; a module that could not be loaded has its own name."""
    if type(test).__name__ in ("_FailedTest", "ModuleSkipped"):
        return test._testMethodName
    return test.id()


def keep(suite):
    """Drops what is not selected from a suite and the suites in it."""
    kept = []
    for test in suite:
        if isinstance(test, unittest.TestSuite):
            keep(test)
            kept.append(test)
        elif type(test).__name__ == "_FailedTest" or SELECTION.wants(test_id(test), (".",)):
            kept.append(test)
    suite._tests = kept


class Whole(unittest.TestSuite):
    """Everything that is run: a suite still, for those who take the tests over.

    The end is told before the summary: printing it fails where a subtest's parameter cannot be
    shown (django.db querysets), and every test has been run by then.
    """

    def run(self, result, debug=False):
        super().run(result, debug)
        REPORT.end(stopped=bool(result.shouldStop))
        return result


def report_first_run():
    """Makes the first `TextTestRunner.run` report, and leaves every later one as it is."""
    plain, clock, taken = unittest.TextTestRunner.run, time.perf_counter, []

    def run(self, test):
        if taken:
            return plain(self, test)
        taken.append(self)
        if isinstance(test, unittest.TestSuite):
            keep(test)
        make = self._makeResult

        def reporting():
            result = make()
            kind = type(result)
            result.__class__ = type(kind.__name__, (Reporting, kind), {})
            result.tandem_test, result.tandem_clock = None, clock
            return result

        self._makeResult = reporting
        if getattr(self.stream, "stream", None) is sys.stderr:
            # A test may close standard error; the runner's own must live on.
            self.stream = type(self.stream)(
                open(os.dup(2), "w", buffering=1, encoding="utf-8", errors="backslashreplace")
            )

        REPORT.begin("unittest")
        load_failures()
        return plain(self, Whole([test]))

    unittest.TextTestRunner.run = run


LOAD_FAILURES = []


def load_failures():
    """Writes the modules that could not be loaded; their line comes after the first one."""
    for name, status, failure in LOAD_FAILURES:
        REPORT.test(name, status, None, failure)


def load_modules(modules, pattern):
    """The tests of `modules`, a list of path and dotted name; a path that is gone is left out."""
    suite, loader = unittest.TestSuite(), unittest.TestLoader()
    for path, name in modules:
        if not os.path.exists(path):
            continue
        try:
            module = importlib.import_module(name)
            suite.addTests(loader.loadTestsFromModule(module, pattern=pattern))
        except unittest.SkipTest:
            LOAD_FAILURES.append((name, "skipped", None))
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            text = "".join(traceback.format_exception(type(error), error, error.__traceback__))
            failure = (type(error).__name__, error_text(error), text)
            LOAD_FAILURES.append((name, "error", failure))
    return suite


def discover(roots, pattern):
    """The tests of every root: a folder to start in and the folder its modules are named from."""
    suite = unittest.TestSuite()
    for start, top in roots:
        suite.addTests(unittest.TestLoader().discover(start, pattern, top))
    return suite


def main():
    """Runs the plan."""
    global REPORT, SELECTION
    REPORT = Report(take_environment())
    plan = read_plan()
    SELECTION = Selection(plan.get("ids"))
    report_first_run()
    if plan.get("script"):
        script, arguments = plan["script"], plan["arguments"]
        sys.argv = [script] + arguments
        sys.path[0] = os.path.dirname(os.path.abspath(script))
        runpy.run_path(script, run_name="__main__")
        return
    faulthandler.enable()
    sys.path[0] = os.getcwd()
    if plan.get("arguments") is not None:
        unittest.main(module=None, argv=["python -m unittest"] + plan["arguments"])
        return
    for _, top in plan["roots"]:
        top = os.path.abspath(top)
        if top not in sys.path:
            sys.path.insert(0, top)
    if plan.get("modules") is not None:
        suite = load_modules(plan["modules"], plan["pattern"])
    else:
        suite = discover(plan["roots"], plan["pattern"])
    runner = unittest.TextTestRunner(warnings=None if sys.warnoptions else "default")
    sys.exit(not runner.run(suite).wasSuccessful())


if __name__ == "__main__":
    main()
