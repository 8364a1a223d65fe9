"""Tries changes against the tests, best first."""

import gc
import importlib.machinery
import os
import time

import tandem_children as children
import tandem_swapping as swapping
from tandem_comparison import Comparison


class Search:
    """The job that tries candidates until time is up or enough is known.

    Candidates are tried in the functions of one process that has loaded the tests; those that
    take effect only in a load, each in a process that loads all over the changed file: module
    code first, then what failed in place but belongs to a function that runs during a load. What
    passes is confirmed by such a load with all tests.
    """

    def __init__(self, job, place, results):
        self.job = job
        self.place = place
        self.results = results
        self.began = time.monotonic()
        self.texts = {}
        self.codes = {}
        for path in {candidate["path"] for candidate in job["candidates"]}:
            with open(place.full(path), "rb") as file:
                self.texts[path] = file.read()
            self.codes[path] = self.compiled(path, self.texts[path])
        self.anew = []
        self.late = []
        self.plausible = []
        self.confirmed = []
        self.found_at = None
        self.tried = 0

    def run(self):
        """Try in place, then anew, then confirm, then tell apart what is confirmed."""
        seconds = self.job["seconds"] + self.job["loadSeconds"]
        self.place.one(lambda pipe: lambda tests: self.swap(tests, pipe), self.take, seconds)
        self.each(self.anew + self.late, self.load)
        self.confirm()
        Comparison(self).run(sorted(self.confirmed))
        self.results.add(tried=self.tried, seconds=self.spent())
        self.results.add(end=True)

    def take(self, key, said):
        """Take over what the child that tried in place found."""
        if "anew" not in said:
            self.results.add(broken=said["why"])
            return
        self.anew, self.late, self.plausible = said["anew"], said["late"], said["plausible"]
        self.found_at, self.tried = said["found"], said["tried"]

    def compiled(self, path, text):
        return compile(text, self.place.full(path), "exec", dont_inherit=True)

    def text(self, candidate):
        """Return the file's text with a candidate's edits made."""
        old = self.texts[candidate["path"]]
        new, position = b"", 0
        for start, end, text in candidate["edits"]:
            new += old[position:start] + text.encode()
            position = end
        return new + old[position:]

    def spent(self):
        return time.monotonic() - self.began

    def is_over(self):
        """Whether the time is up, or rivals were looked for long enough."""
        if self.spent() > self.job["seconds"]:
            return True
        if self.found_at is None:
            return False
        return self.spent() > self.found_at + max(self.job["rivalSeconds"], self.found_at)

    def covering(self, index):
        """The ids to run for a candidate: the failing tests, then those that reach its line."""
        known = self.job["covering"].get(self.job["candidates"][index]["at"])
        others = self.job["others"]
        chosen = others if known is None else [others[place] for place in known]
        return self.job["failing"] + chosen

    def limit(self, name):
        """The most processor and wall seconds a test may take."""
        return self.job["limits"].get(name, self.job["limit"])

    def limits(self, names):
        """The most wall seconds that some tests may take together."""
        return sum(self.limit(name)[1] for name in names) + 2

    def judge(self, pipe, tests, names, late=False):
        """Run tests until one is red, and say what came of it."""
        for name in names:

            def refuted(why):
                return dict(status="refuted", test=name, why=why, late=late)

            children.alarm(self.limit(name), pipe, lambda: refuted("no end"))
            status, why = tests[name]() if name in tests else ("failed", "not found")
            children.no_alarm()
            if status != "passed":
                children.say(pipe, refuted(why))
                return
        children.say(pipe, dict(status="plausible", why=""))

    def note(self, index, said):
        if said["status"] == "anew":
            self.anew.append(index)
            return
        self.tried += 1
        if said.get("late"):
            self.late.append(index)
        if said["status"] == "plausible":
            self.plausible.append(index)
            self.found_at = self.found_at or self.spent()
        self.results.add(candidate=index, seconds=self.spent(), **said)

    def each(self, indices, work):
        """Try candidates in children until it is over."""
        waiting = iter(indices)

        def start():
            index = None if self.is_over() else next(waiting, None)
            if index is None:
                return None
            names = self.covering(index)
            seconds = self.limits(names) + self.job["loadSeconds"]
            return self.place.child(index, lambda pipe: work(index, names, pipe), seconds)

        self.place.all(start, self.note)

    def swap(self, tests, pipe):
        """Try every candidate in this process's loaded functions."""
        paths = {self.place.full(path) for path in self.texts}
        functions = swapping.loaded_functions(paths)
        at_import = {(self.place.full(path), line, name) for path, line, name in self.job["called"]}
        gc.collect()
        gc.freeze()

        def work(index, names, pipe):
            candidate = self.job["candidates"][index]
            old = self.codes[candidate["path"]]
            try:
                new = self.compiled(candidate["path"], self.text(candidate))
                pairs = swapping.swaps(old, new, functions)
            except (SyntaxError, ValueError):
                return children.say(pipe, dict(status="unreadable", why=""))
            except swapping.NotSwappable:
                return children.say(pipe, dict(status="anew", why=""))
            if not pairs:
                return children.say(pipe, dict(status="same", why=""))
            late = any(swapping.key(function.__code__) in at_import for function, _ in pairs)
            for function, code in pairs:
                function.__code__ = code
            self.judge(pipe, tests, names, late)

        self.each(range(len(self.job["candidates"])), work)
        kept = dict(anew=self.anew, late=self.late, plausible=self.plausible)
        children.say(pipe, dict(kept, found=self.found_at, tried=self.tried))

    def load(self, index, names, pipe):
        """Go on to load the tests over a candidate's text, then judge it."""
        candidate = self.job["candidates"][index]
        overlay(self.place.full(candidate["path"]), self.text(candidate))
        return lambda tests: self.judge(pipe, tests, names)

    def confirm(self):
        """Run every test over what was found plausible, loaded anew."""
        names = self.job["failing"] + self.job["others"]
        waiting = iter(self.plausible[: self.job["confirm"]])
        seconds = self.limits(names) + self.job["loadSeconds"]

        def start():
            index = next(waiting, None)
            if index is None:
                return None
            return self.place.child(index, lambda pipe: self.load(index, names, pipe), seconds)

        def note(index, said):
            if said["status"] == "plausible":
                self.confirmed.append(index)
            self.results.add(confirmed=index, **said)

        self.place.all(start, note)


def overlay(path, text):
    """Let imports of one file in this process see another text."""
    plain = importlib.machinery.SourceFileLoader.get_code

    def get_code(loader, name):
        if os.path.abspath(loader.path) == path:
            return compile(text, path, "exec", dont_inherit=True)
        return plain(loader, name)

    importlib.machinery.SourceFileLoader.get_code = get_code
