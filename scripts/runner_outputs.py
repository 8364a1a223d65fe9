"""Outputs of test runners that Tandem's adapters do not read, each as pairs of an id and an outcome.

Read by `compare-adapter.py`, whose words say which command makes which output.
"""

import glob
import html
import json
import os
import re
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
                name = html.unescape(child.get("name", ""))
                # A file without a test is told as one, by its absolute path.
                titles = names + [name] * (name[:1] + name[-len(path):] != "/" + path)
                if child.tag == "testsuite":
                    yield from walk(child, titles)
                elif child.tag == "testcase":
                    yield "::".join([path] + titles), marked(child)

        yield from walk(xml.fromstring(document), [])


def mocha(text):
    report = json.loads(text)
    red, skipped = (set(map(json.dumps, report[kind])) for kind in ("failures", "pending"))
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
    for name, code in re.findall(r"^(\w+\.[\w.]+/\w+)(?: (\d+))?$", text, re.M):
        word = words.get(name.split(".", 1)[1].replace("/", "."), "not told")
        yield name, outcome({"": word, "0": "passed"}.get(code, "exit " + code))
    # Swift Testing tells functions without their suites: all of a name must have passed.
    functions = re.findall(r"^(\w+\.\S+/(\w+\(.*\)))$", text, re.M)
    for name, function in functions:
        wanted = sum(other == function for _, other in functions)
        skipped = text.count(" Test %s skipped" % function)
        passed = text.count(" Test %s passed after " % function)
        yield name, "skipped" if skipped == wanted else "passed" if passed == wanted else "red"
