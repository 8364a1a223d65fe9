"""Which lines of some files run: while tests are loaded, and in each test alone."""

import sys
import threading
import time

import tandem_children as children


class Tracer:
    """Notes the lines that run in `paths`; other files run at nearly full speed."""

    def __init__(self, paths):
        self.lines = {path: set() for path in paths}
        self.called = set()

    def _calls(self, frame, event, argument):
        code = frame.f_code
        lines = self.lines.get(code.co_filename)
        if lines is None:
            return None
        if code.co_flags & 0x01:
            self.called.add((code.co_filename, code.co_firstlineno, code.co_name))

        def step(frame, event, argument):
            if event == "line":
                lines.add(frame.f_lineno)
            return step

        return step

    def start(self):
        threading.settrace(self._calls)
        sys.settrace(self._calls)

    def stop(self):
        sys.settrace(None)
        threading.settrace(None)

    def answer(self, short):
        """Return the lines by path, each path as `short` tells it."""
        return {short(path): sorted(lines) for path, lines in self.lines.items() if lines}


class Trace:
    """The job that runs each test alone and notes its lines, its outcome and its seconds."""

    def __init__(self, job, place, results):
        self.job = job
        self.place = place
        self.results = results
        self.paths = [place.full(path) for path in job["paths"]]

    def run(self):
        """Go on in a child that loads the tests, noting what runs meanwhile."""
        at_import = Tracer(self.paths)

        def work(pipe):
            at_import.start()
            return lambda tests: self.each(tests, at_import, pipe)

        def done(key, said):
            if said["status"] != "done":
                self.results.add(broken=said["why"])

        self.place.one(work, done, self.job["seconds"] + self.job["loadSeconds"])
        self.results.add(end=True)

    def each(self, tests, at_import, pipe):
        """Run every test in a child of its own."""
        at_import.stop()
        called = [[self.place.short(path), line, name] for path, line, name in at_import.called]
        self.results.add(imported=at_import.answer(self.place.short), called=called)
        deadline = time.monotonic() + self.job["seconds"]
        waiting = iter(self.job["tests"])
        limit = self.job["limit"]

        def start():
            name = next(waiting, None)
            while name is not None and name not in tests:
                self.results.add(test=name, status="missing")
                name = next(waiting, None)
            left = deadline - time.monotonic()
            if name is None or left < 0:
                return None
            # A slow test that is started late must not outlive the whole job.
            seconds = max(1, min(limit[1] + 2, left))
            return self.place.child(name, lambda pipe: self.one(tests[name], pipe), seconds)

        self.place.all(start, lambda name, said: self.results.add(test=name, **said))
        children.say(pipe, dict(status="done", why=""))

    def one(self, test, pipe):
        tracer = Tracer(self.paths)
        began = time.monotonic()
        worked = time.process_time()

        def answer(status, why):
            spent = dict(seconds=time.monotonic() - began, worked=time.process_time() - worked)
            return dict(spent, status=status, why=why, lines=tracer.answer(self.place.short))

        children.alarm(self.job["limit"], pipe, lambda: answer("failed", "no end"))
        tracer.start()
        status, why = test()
        tracer.stop()
        children.no_alarm()
        children.say(pipe, answer(status, why))
