#!/usr/bin/env python3
"""Holds what an adapter of Tandem tells of a repository's tests against the runner's own words.

usage: compare-adapter.py KIND RUN.json OTHER [SOURCES]

RUN.json is what `tandem-bench adapters` printed, OTHER the same tests by an output of the runner that
the adapter does not read; SOURCES (go) is the checkout. KIND and OTHER:

    node      --test-reporter=junit, a file at a time, each after a line `# file PATH`
    mocha     --reporter json
    jest      --verbose, as text
    cargo     RUSTC_BOOTSTRAP=1 cargo test -- -Z unstable-options --format json, both streams
    go        go test -v ./..., as text
    ctest     ctest -N, then ctest, as text
    pytest    -v --color=no, as text
    unittest  -v 2, as text (Django's runner too), of Python 3.11 and later
    junit     a folder of ant's XML reports
    maven     mvn test -Dsurefire.useFile=false -Dsurefire.reportFormat=plain, as text
    swift     swift test list, then swift test, as text; or each XCTest run alone, `ID EXIT-CODE`

Prints both counts and every difference; exits with 1 where there is one.
"""

import json
import re
import sys

import runner_outputs


def numbered(pairs):
    """Repeated ids are told apart by their order."""
    seen, found = {}, {}
    for name, word in pairs:
        seen[name] = seen.get(name, 0) + 1
        found[name if seen[name] == 1 else "%s #%d" % (name, seen[name])] = word
    return found


def main():
    kind, run, other = sys.argv[1:4]
    results = json.load(open(run))["results"]
    ours = {one["id"]: {"failed": "red", "error": "red"}.get(one["status"], one["status"]) for one in results}
    text = other if kind == "junit" else open(other).read()
    theirs = numbered(getattr(runner_outputs, kind)(text, *sys.argv[4:]))
    if kind == "mocha":  # Its JSON joins titles with spaces, and a title may end in colons.
        ours = {re.sub("[: ]+", " ", id_): word for id_, word in ours.items()}
        theirs = {re.sub("[: ]+", " ", id_): word for id_, word in theirs.items()}
    same = set(ours) & set(theirs)
    differences = ["only the adapter: %s (%s)" % (id_, ours[id_]) for id_ in sorted(set(ours) - same)]
    differences += ["only the runner: %s (%s)" % (id_, theirs[id_]) for id_ in sorted(set(theirs) - same)]
    differences += ["%s: adapter %s, runner %s" % (id_, ours[id_], theirs[id_])
                    for id_ in sorted(same) if ours[id_] != theirs[id_]]
    count = lambda of: ", ".join("%d %s" % (list(of.values()).count(word), word)
                                 for word in ("passed", "red", "skipped"))
    print("adapter: %d ids, %s\nrunner:  %d ids, %s\nsame ids: %d, same outcome: %d" % (
        len(ours), count(ours), len(theirs), count(theirs), len(same),
        sum(ours[id_] == theirs[id_] for id_ in same)))
    print("\n".join(differences))
    sys.exit(bool(differences))


main()
