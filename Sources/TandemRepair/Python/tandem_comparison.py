"""Lets changes that pass the same tests run on the same made-up inputs."""

import time

import tandem_behaviour as behaviour
import tandem_children as children
import tandem_swapping as swapping

MOST_COMPARED = 12


class Comparison:
    """The last part of a search: what is confirmed is told apart by what it does."""

    def __init__(self, search):
        self.search = search
        self.place = search.place

    def run(self, keys):
        """Compare changes in a child that has loaded the tests; does nothing for less than two."""
        keys = keys[:MOST_COMPARED]
        if len(keys) < 2:
            return

        def done(key, said):
            if said["status"] == "compared":
                self.search.results.add(comparison=said["comparison"])

        seconds = self.search.job["loadSeconds"] + len(keys) * behaviour.SECONDS_ALL + 10
        self.place.one(lambda pipe: lambda tests: self.compare(keys, tests, pipe), done, seconds)

    def compare(self, keys, tests, pipe):
        """Say the groups of changes; those that take effect only in a load are left out."""
        changes = self.changes(keys)
        if len(changes) < 2:
            return
        first = min(changes)
        changed = {function for pairs in changes.values() for function, _ in pairs}
        calls = behaviour.inputs(self.calls(first, changes[first], changed, tests))
        answers = self.answers([first] + sorted(changes), changes, calls)
        if [key for key, _ in answers[:2]] == [first, first]:
            children.say(
                pipe, dict(status="compared", comparison=behaviour.compared(answers, calls)))

    def changes(self, keys):
        """The (function, code) pairs of each change."""
        search = self.search
        functions = swapping.loaded_functions({self.place.full(path) for path in search.texts})
        found = {}
        for key in keys:
            candidate = search.job["candidates"][key]
            new = search.compiled(candidate["path"], search.text(candidate))
            try:
                found[key] = swapping.swaps(search.codes[candidate["path"]], new, functions)
            except swapping.NotSwappable:
                continue
        return found

    def calls(self, first, pairs, changed, tests):
        """What the tests of one change call the changed functions with: it passed them, so they end."""
        old = [(function, function.__code__) for function, _ in pairs]
        names = [name for name in self.search.covering(first) if name in tests]
        end = time.monotonic() + behaviour.SECONDS_ALL

        def run():
            for name in names:
                if time.monotonic() < end:
                    tests[name]()

        swap(pairs)
        try:
            return behaviour.recorded(changed, run)
        finally:
            swap(old)

    def answers(self, keys, changes, calls):
        """The (key, outcomes) of changes, each tried in a child of its own."""
        found = []
        waiting = iter(keys)

        def start():
            key = next(waiting, None)
            if key is None:
                return None

            def work(pipe):
                swap(changes[key])
                behaviour.outcomes(calls, pipe)

            return self.place.child(key, work, 2 * behaviour.SECONDS_ALL + 1)

        def note(key, said):
            if "said" in said:
                found.append((key, said["said"]))

        children.run_all(start, note, self.place.jobs)
        return sorted(found, key=lambda answer: answer[0])


def swap(pairs):
    """Give loaded functions other code."""
    for function, code in pairs:
        function.__code__ = code
