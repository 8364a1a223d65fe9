"""Tells changes apart that pass the same tests: by what their functions do on made-up inputs.

The inputs are those of the tests and variants of them. They may break what a function asks of its
callers, so a difference is told, with an example, and judged by nobody here.
"""

import copy
import itertools
import random
import re
import signal
import sys
import time

import tandem_children as children

MOST_CALLS = 40
MOST_INPUTS = 300
SECONDS_EACH = 0.05
SECONDS_ALL = 1.2
LONGEST = 120


class Slow(BaseException):
    """Raised in a call that takes too long; no `except Exception` of the code under test holds it."""


def recorded(functions, run):
    """Return the arguments that some functions are called with while `run` runs, copied."""
    by_code = {function.__code__: function for function in functions}
    calls, seen = [], {}

    def note(frame, event, argument):
        function = by_code.get(frame.f_code) if event == "call" else None
        if function is None or seen.get(function, 0) >= MOST_CALLS:
            return
        code = frame.f_code
        names = code.co_varnames[: code.co_argcount]
        if code.co_kwonlyargcount or code.co_flags & 0x0C:
            return  # `*args` and keyword-only ones: rare, and not worth their handling
        try:
            arguments = copy.deepcopy([frame.f_locals[name] for name in names])
        except BaseException:
            return
        seen[function] = seen.get(function, 0) + 1
        calls.append((function, arguments))

    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(None)
    return calls


def varied(value, draw):
    """Return a value of the same kind, some of it changed."""
    if isinstance(value, bool):
        return draw.random() < 0.5
    if isinstance(value, int):
        return draw.choice([value, value + 1, value - 1, -value, 0, 2 * value, draw.randint(0, 20)])
    if isinstance(value, float):
        return draw.choice([value, value + 1, value / 2, -value, 0.0])
    if isinstance(value, (str, bytes)):
        return varied_sequence(value, draw, lambda parts: value[:0].join(parts))
    if type(value) in (list, tuple):
        parts = [varied(part, draw) if draw.random() < 0.5 else part for part in value]
        return varied_sequence(parts, draw, type(value))
    if type(value) in (set, frozenset):
        kept = [part for part in value if draw.random() < 0.7]
        return type(value)(kept)
    if type(value) is dict:
        return {k: varied(v, draw) for k, v in value.items() if draw.random() < 0.8}
    return value


def varied_sequence(parts, draw, join):
    """Cut, turn round, repeat or shuffle; `join` makes the whole from a list."""
    one = [parts[place: place + 1] if isinstance(parts, (str, bytes)) else parts[place]
           for place in range(len(parts))]
    kind = draw.randrange(6)
    if kind == 0:
        one = one[: draw.randint(0, len(one))]
    elif kind == 1:
        one = one[::-1]
    elif kind == 2 and one:
        one.insert(draw.randint(0, len(one)), draw.choice(one))
    elif kind == 3:
        draw.shuffle(one)
    elif kind == 4 and one:
        del one[draw.randrange(len(one))]
    return join(one)


def objects(value, found):
    """Gather the objects with attributes that a value leads to."""
    if isinstance(value, (list, tuple, set, frozenset)):
        for part in value:
            objects(part, found)
    elif isinstance(value, dict):
        objects(list(value.items()), found)
    elif is_plain(value) and not any(value is known for known in found):
        found.append(value)
        objects(list(vars(value).values()), found)
    return found


def is_plain(value):
    """Whether a value is an object that is what its attributes say."""
    return hasattr(value, "__dict__") and not isinstance(value, type) and not callable(value)


def vary_objects(arguments, draw):
    """Change an attribute of some of the objects that the arguments lead to."""
    found = objects(arguments, [])
    for value in found:
        if draw.random() < 0.7 or not vars(value):
            continue
        name = draw.choice(sorted(vars(value)))
        old = getattr(value, name)
        if old is None or is_plain(old):
            setattr(value, name, draw.choice(found + [None]))
        elif isinstance(old, list) and draw.random() < 0.5:
            setattr(value, name, old + [draw.choice(found)])
        else:
            setattr(value, name, varied(old, draw))


def inputs(calls):
    """Return the calls and variants of them, the same ones each time."""
    draw = random.Random(0)
    found, seen = [], set()

    def add(function, arguments):
        text = shown(arguments)
        if (function, text) not in seen:
            seen.add((function, text))
            found.append((function, arguments))

    for function, arguments in calls:
        add(function, arguments)
    for _ in range(4 * MOST_INPUTS):
        if not calls or len(found) >= MOST_INPUTS:
            break
        function, arguments = draw.choice(calls)
        try:
            own = copy.deepcopy(arguments)
            vary_objects(own, draw)
            add(function, [varied(argument, draw) for argument in own])
        except Exception:
            continue
    return found


def shown(value, seen=None):
    """Write a value down so that equal ones look equal: without addresses, cycles by number."""
    seen = {} if seen is None else seen
    if value is None or isinstance(value, (bool, int, str, bytes)):
        return repr(value)
    if isinstance(value, float):
        return repr(round(value, 9))
    if id(value) in seen:
        return "#%d" % seen[id(value)]
    seen[id(value)] = len(seen)
    if isinstance(value, dict):
        pairs = (shown(k, seen) + ": " + shown(v, seen) for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, (set, frozenset)):
        return "{" + ", ".join(sorted(shown(part, seen) for part in value)) + "}"
    if isinstance(value, tuple):
        return "(" + ", ".join(shown(part, seen) for part in value) + ")"
    if isinstance(value, list):
        return "[" + ", ".join(shown(part, seen) for part in value) + "]"
    if hasattr(value, "__next__"):
        return "iter" + shown(list(itertools.islice(value, 200)), seen)
    name = type(value).__name__
    if is_plain(value):
        return name + shown(vars(value), seen)
    return re.sub(r" at 0x[0-9a-f]+", "", repr(value))


def outcome(function, arguments):
    """Return what a call comes to: what it returns or raises, and what it makes of its arguments."""
    own = copy.deepcopy(arguments)
    try:
        signal.setitimer(signal.ITIMER_PROF, SECONDS_EACH)
        try:
            result = shown(function(*own))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)
    except Slow:
        return "no end"
    except BaseException as error:
        return "raises " + type(error).__name__
    after = shown(own)
    return result if after == shown(arguments) else result + " and leaves " + after


def outcomes(calls, pipe):
    """Say the outcomes of as many calls as there is time for."""

    def ring(number, frame):
        raise Slow

    signal.signal(signal.SIGPROF, ring)
    end = time.monotonic() + SECONDS_ALL
    said = []
    for function, arguments in calls:
        if time.monotonic() > end:
            break
        said.append(outcome(function, arguments)[:2000])
    children.say(pipe, dict(status="done", said=said))


def compared(answers, calls):
    """Group changes by their outcomes.

    `answers` is a list of (key, outcomes), the first one's twice: what differs between these two
    calls depends on more than its input and does not count, nor does what all of them raise on.
    """
    (first, one), (_, other) = answers[:2]
    rest = dict(answers[1:])
    count = min(len(said) for _, said in answers)
    steady = [
        place for place in range(count)
        if one[place] == other[place]
        and not all(said[place].startswith(("raises", "no end")) for said in rest.values())
    ]
    groups = {}
    for key, said in rest.items():
        groups.setdefault(tuple(said[place] for place in steady), []).append(key)
    result = dict(inputs=len(steady), alike=list(groups.values()))
    mine = tuple(rest[first][place] for place in steady)
    others = [(said, keys) for said, keys in groups.items() if said != mine]
    if others:
        said, keys = others[0]
        # The shortest call that tells them apart is the easiest to judge.
        apart = [place for place, (a, b) in enumerate(zip(mine, said)) if a != b]
        texts = {place: call_text(*calls[steady[place]]) for place in apart}
        place = min(apart, key=lambda place: (len(texts[place]), place))
        result["example"] = [texts[place], mine[place][:LONGEST], said[place][:LONGEST], keys[0]]
    return result


def call_text(function, arguments):
    """A call as a person would write it."""
    inside = ", ".join(shown(argument) for argument in arguments)
    return (function.__qualname__ + "(" + inside + ")")[:LONGEST]
