#!/bin/sh
# Fixes the bundled bug with the builtin tier, in a repository of its own that stays to be looked at.
# usage: demo.sh PATH-TO-TANDEM
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
tandem=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
bug=$here/fixtures/bugs/demo
work=$(mktemp -d "${TMPDIR:-/tmp}/tandem-demo.XXXXXX")
cp -r "$bug/repo" "$work/shelfmark"
cp "$bug/report.md" "$work/report.md"
cd "$work/shelfmark"
git init -q -b main
git add -A
git -c user.name='Tandem demo' -c user.email=demo@localhost commit -q -m 'Shelfmark 2.3'

echo "A repository with a bug: $work/shelfmark"
echo "The report:"
sed 's/^/    /' "$work/report.md"
echo
echo "\$ tandem fix ../report.md --builtin"
code=0
"$tandem" fix ../report.md --builtin || code=$?
if [ "$code" = 0 ]; then
  echo
  echo "\$ git diff main...$(git branch --format='%(refname:short)' | grep tandem | head -n 1)"
  git --no-pager diff "main...$(git branch --format='%(refname:short)' | grep tandem | head -n 1)"
  echo
  echo "No model was used. With a key: export ANTHROPIC_API_KEY=… and leave --builtin away."
fi
exit "$code"
