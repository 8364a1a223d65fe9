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

import glob
import html
import json
import os
import re
import sys
import xml.etree.ElementTree as xml

WORDS = {"ok": "passed", "passed": "passed", "PASS": "passed", "PASSED": "passed", "XFAIL": "skipped",
         "expected failure": "passed", "SKIP": "skipped", "SKIPPED": "skipped", "ignored": "skipped",
         "skipped": "skipped", "pending": "skipped", "✓": "passed", "✕": "red", "○": "skipped", "✎": "skipped",
         "Passed": "passed", "Skipped": "skipped", "Not Run (Disabled)": "skipped", "XPASS": "passed"}


def outcome(word):
    return WORDS.get(word, "red")


def marked(case):
    """The outcome of a JUnit `testcase`."""
    if case.find("failure") is not None or case.find("error") is not None:
        return "red"
    return "passed" if case.find("skipped") is None else "skipped"


def node(text):
    for part in re.split(r"^# file ", text, flags=re.M)[1:]:
        path, _, document = part.partition("\n")

        def walk(element, names):
            for child in element:
                titles = names + [html.unescape(child.get("name", ""))]
                if child.tag == "testsuite":
                    yield from walk(child, titles)
                elif child.tag == "testcase":
                    yield "::".join([path] + titles), marked(child)

        yield from walk(xml.fromstring(document), [])


def mocha(text):
    report = json.loads(text)
    red = {id_ for id_ in map(json.dumps, report["failures"])}
    skipped = {id_ for id_ in map(json.dumps, report["pending"])}
    top = os.path.commonpath([test["file"] for test in report["tests"]])
    for test in report["tests"]:
        key = json.dumps(test)
        path = os.path.join("test", os.path.relpath(test["file"], top))
        yield path + "::" + test["fullTitle"], \
            "red" if key in red else "skipped" if key in skipped else "passed"


def jest(text):
    path, titles = "", []
    for line in text.partition("Summary of all failing tests")[0].splitlines():
        header = re.match(r"(PASS|FAIL) (\S+)", line)
        found = re.match(r"( +)([✓✕○✎]) (?:skipped |todo )?(.*?)(?: \(\d+(?:\.\d+)? m?s\))?$", line)
        if header:
            path, titles = header[2], []
        elif "● Test suite failed to run" in line and path:
            yield path, "red"
        elif line.startswith("  ●") or not line.strip():
            titles = []
            path = path if not line.strip() else ""
        elif found and path:
            titles = titles[: len(found[1]) // 2 - 1]
            yield "::".join([path] + titles + [found[3]]), outcome(found[2])
        elif path and re.match(r"(  )+\S", line):
            titles = titles[: (len(line) - len(line.lstrip())) // 2 - 1] + [line.strip()]


def cargo(text):
    root, documented = "", []
    for line in text.splitlines():
        started = re.match(r" +Running (?:unittests )?(\S+) \(", line)
        if started:
            root = started[1] + "::"
        elif line.startswith("   Doc-tests "):
            root = ""
        elif line.startswith('{ "type": "test"') and '"event": "started"' not in line:
            event = json.loads(line)
            if root:
                yield root + event["name"], outcome(event["event"])
            else:
                item, number = re.match(r"(.*?)\s*\(line (\d+)\)", event["name"]).groups()
                documented.append((item, int(number), outcome(event["event"])))
    for item, _, word in sorted(documented):
        yield item, word


def go(text, sources):
    module = re.search(r"^module (\S+)", open(sources + "/go.mod").read(), re.M)[1]
    waiting = []
    for line in text.splitlines():
        found = re.match(r" *--- (PASS|FAIL|SKIP): (.*) \([\d.]+s\)$", line)
        done = re.match(r"(?:ok  |FAIL|---)\t(\S+)\t", line)
        if found:
            waiting.append((found[2], outcome(found[1])))
        elif done:
            folder = os.path.relpath(done[1], module)
            for test, word in waiting:
                name = re.compile(r"^func %s\(" % re.escape(test.split("/")[0]), re.M)
                files = sorted(glob.glob(os.path.join(sources, folder, "*_test.go")))
                path = next(file for file in files if name.search(open(file).read()))
                yield os.path.relpath(path, sources) + "::" + test, word
            waiting = []


def ctest(text):
    names = re.findall(r"^ *Test +#\d+: (.*?)(?: \(Disabled\))?$", text, re.M)
    words = dict(re.findall(r"^ *\d+/\d+ Test +#\d+: (\S.*?) \.*\** *\.*(\w[\w ()]*?) +[\d.]+ sec", text, re.M))
    return [(name, outcome(words.get(name, "not told"))) for name in names]


def pytest(text):
    for name, word in re.findall(
            r"^(\S+\.py(?:::.*?)?) (PASSED|FAILED|SKIPPED|XFAIL|XPASS|ERROR)(?: \(.*\))? +\[ *\d+%\]$", text, re.M):
        yield name, outcome(word)
    for name in set(re.findall(r"^ERROR (\S+\.py)(?: - .*)?$", text, re.M)):
        yield name, "red"


def unittest(text):
    # A docstring's first line, and what a test prints, may stand between a name and its outcome.
    name, test = "", None
    for line in text.partition("\n======")[0].splitlines():
        head = re.match(r"(\w+) \(([\w.]+)\)(?: \.\.\. |$)", line)
        if head:
            name, test = head.groups()
            test = test if test.endswith("." + name) else test + "." + name  # a doctest
        word = re.search(r"(?:^|\.\.\. )(ok|FAIL|ERROR|skipped|expected failure|unexpected success)(?: .*)?$", line)
        if word and test:
            yield test, outcome(word[1])
            test = None


def junit(folder):
    for path in sorted(glob.glob(folder + "/*.xml")):
        for case in xml.parse(path).iter("testcase"):
            yield case.get("classname") + "." + case.get("name"), marked(case)


def maven(text):
    for name, kind, word in re.findall(
            r"^(?:\[\w+\] )?(\S+?)\(([\w.$]+)\) +(skipped|Time elapsed: \S+ s(?:  <<< \w+!)?)", text, re.M):
        yield kind + "." + name, "skipped" if word == "skipped" else "red" if "<<<" in word else "passed"


def swift(text):
    words = dict(re.findall(r"^Test Case '(\S+)' (passed|failed|skipped) \(", text, re.M))
    for name, code in re.findall(r"^(\w+\.\w+/\w+)(?: (\d+))?$", text, re.M):
        word = words.get(name.split(".", 1)[1].replace("/", "."), "not told")
        yield name, outcome({"": word, "0": "passed"}.get(code, "exit " + code))


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
    theirs = numbered(globals()[kind](text, *sys.argv[4:]))
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
