#!/usr/bin/env python3
"""Finds the real fix of each instance in a git repository and writes it as a draft.

usage: real-fixes.py INSTANCES.jsonl E2E.jsonl GIT_DIRECTORY > FIXES.jsonl

The fix is the commit whose parent is the instance's base and which touches its gold files. The
lines have the form of a drafts file, so that `tandem-bench review` reads both.
"""

import json
import subprocess
import sys


def git(directory, *arguments):
    done = subprocess.run(["git", "-C", directory, *arguments], capture_output=True, check=True)
    return done.stdout.decode("utf-8", "surrogateescape")


def children(directory):
    """Every commit of every branch by its first parent."""
    found = {}
    for line in git(directory, "log", "--all", "--format=%H %P").splitlines():
        commit, *parents = line.split()
        if parents:
            found.setdefault(parents[0], []).append(commit)
    return found


def main(instances, wanted, directory):
    names = {json.loads(line)["instance_id"] for line in open(wanted, encoding="utf-8")}
    by_parent = children(directory)
    missing = []
    for line in open(instances, encoding="utf-8"):
        instance = json.loads(line)
        name = instance["instance_id"]
        if name not in names:
            continue
        gold = set(instance["gold_files"])
        for commit in by_parent.get(instance["base_commit"], []):
            touched = git(directory, "diff", "--name-only", commit + "^", commit).split()
            if gold <= set(touched):
                patch = git(directory, "diff", "--no-color", "--full-index", commit + "^", commit)
                fix = {"draft_id": "fix-" + name, "instance_id": name, "commit": commit}
                print(json.dumps(fix | {"patch": patch, "right": True}))
                break
        else:
            missing.append(name)
    print(f"no fix found for {len(missing)}: {' '.join(missing)}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    main(*sys.argv[1:])
