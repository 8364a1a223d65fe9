# Tries changes against tests, likeliest first. Written before this: $whole (milliseconds), $half (those
# of a run of the unchanged tests), $has_green, $can_part (whether build and run are commands of their
# own), $can_refute (whether `refute` fails sooner than the failing tests do), $can_thread (whether
# `threads` tries changes within one process), $path0 … (the files that are changed), and the functions of
# CommandScript with `red` and `green`: the failing tests and those that pass.
#
# A line of the log: a change's number, the exit code of the failing tests, that of the others or `-`.

note() { echo "$*" >>"$R/tries.txt"; }

# timed COMMAND MILLISECONDS: sets `code` and `took`.
timed() {
  begun=$(now)
  "$1" "$(limit "$2")" >"$work/out" 2>&1 </dev/null
  code=$?
  took=$(($(now) - begun))
}

is_over() { [ "$(now)" -ge "$stop" ] || [ "$found" -ge 24 ]; }

# limits RED GREEN: a try may take one second and twice what the unchanged tests took.
limits() {
  [ "$1" -gt 0 ] && most=$((1000 + 2 * $1))
  [ "$2" -gt 0 ] && longest=$((1000 + 3 * $2))
}

# After the first that passes, rivals are looked for half as long again, at most a quarter of a minute.
count() {
  found=$((found + 1))
  echo "$1" >>"$work/found"
  [ "$found" -gt 1 ] && return
  more=$((($(now) - start) / 2))
  [ $more -gt 15000 ] && more=15000
  [ $(($(now) + more)) -lt $stop ] && stop=$(($(now) + more))
}

# judge ID RED GREEN: where little time was given, one that did not end is left for later.
judge() {
  if [ $refutes = 1 ]; then timed refute $most; fi
  if [ $refutes = 0 ] || [ $code = 0 ]; then timed "$2" $most; fi
  a=$code
  if [ $a = 124 ] && [ $is_hasty = 1 ]; then
    drop
    return
  fi
  b=-
  if [ $a = 0 ]; then
    keep "$1.red"
    b=0
    if [ $green_holds = 1 ]; then
      timed "$3" $longest
      b=$code
      keep "$1.green"
    fi
  else
    drop
  fi
  note "$1 $a $b"
  : >"$work/done/$1"
  [ $a = 0 ] && [ $b = 0 ] && count "$1"
}

# change ID FILE FROM TO: writes a file with a change in it.
change() {
  eval "path=\$path$2"
  {
    head -c "$3" "$work/base.$2"
    cat "$T/c$1"
    tail -c "+$(($4 + 1))" "$work/base.$2"
  } >"$path"
}

restore() {
  eval "path=\$path$1"
  cat "$work/base.$1" >"$path"
}

# blamed NAME: the numbers of the lines of the file NAME that the compiler's errors name.
blamed() {
  awk -v name="$1" '
    /^warning/ { mild = 1 }
    /^error/ { mild = 0 }
    / warning: | note: / { next }
    / --> / && mild { next }
    {
      rest = $0
      while (at = index(rest, name ":")) {
        before = at == 1 ? "/" : substr(rest, at - 1, 1)
        rest = substr(rest, at + length(name) + 1)
        if (before ~ /[\/ ]/ && match(rest, /^[0-9]+/)) print substr(rest, 1, RLENGTH)
      }
    }' "$work/out"
}

# assemble FILE MANIFEST: puts the file together from the parts that are not dropped.
assemble() {
  awk 'FILENAME == ARGV[1] { out[$1] = 1; next } !($1 in out)' "$work/dropped" "$T/$2" >"$work/parts"
  eval "path=\$path$1"
  (cd "$T" && cut -d ' ' -f 1 "$work/parts" | xargs cat) >"$path"
}

# together FILE MANIFEST: builds many changes of a file at once, each a copy of its function behind a
# switch, and tries them; what does not compile is dropped. Fails where the copies do not stand for the
# changes: then they are tried one by one.
together() {
  ls "$work/done" | sed 's/^/p/' >"$work/dropped"
  : >"$work/unbuilt"
  code=1
  # Each round drops one at least: a compiler does not tell all at once.
  while [ $code != 0 ]; do
    is_over && return 1
    assemble "$1" "$2"
    grep -q '^p' "$work/parts" || return 0
    timed build $((stop - $(now) + 1000))
    [ $code = 0 ] && [ $green_holds = 1 ] && timed build_passing $((stop - $(now) + 1000))
    [ $code = 0 ] && break
    blamed "${path##*/}" >"$work/lines"
    awk 'FILENAME == ARGV[1] { hit[$1] = 1; next }
      { from = last + 1; last += $2
        for (line = from; line <= last; line++) if (line in hit) { print $1; break } }' \
      "$work/lines" "$work/parts" | grep '^p' >"$work/wrong" || return 1
    tee -a "$work/unbuilt" <"$work/wrong" >>"$work/dropped"
  done
  # The unchanged copy must do what the unchanged function does.
  export TANDEM_TRY=0
  timed red_built $most
  drop
  [ $code = $red_code ] || return 1
  # One that has no end tells nothing of what others need.
  red_took=$took
  [ $code = 124 ] && red_took=500
  green_took=0
  if [ $green_holds = 1 ]; then
    timed green_built $longest
    drop
    [ $code = 0 ] || return 1
    green_took=$took
  fi
  limits $red_took $green_took
  if [ $can_refute = 1 ]; then
    timed refute $most
    drop
    if [ $code != 0 ] && [ $code != 124 ]; then
      refutes=1
      red_took=$took
    fi
  fi
  # Many changes have no end, and next to those a second each is what a search spends most on.
  hasty=$((150 + 8 * red_took))
  if [ $hasty -lt $most ]; then
    is_hasty=1
    most=$hasty
  fi
  sed -n 's/^p//p' "$work/unbuilt" | while read -r id; do
    note "$id 125 -"
    : >"$work/done/$id"
  done
  sed -n 's/^p\([0-9]*\) .*/\1/p' "$work/parts" | sort -n >"$work/copies"
  note "together $(wc -l <"$work/copies")"
  for id in $(cat "$work/copies"); do
    is_over && break
    export TANDEM_TRY=$((id + 1))
    judge "$id" red_built green_built
  done
  is_hasty=0
  refutes=0
  return 0
}

mkdir "$work/done"
: >"$work/found"
stop=$((start + whole))
found=0
green_holds=0
is_hasty=0
refutes=0
# What is built already says nothing of how long a change takes.
[ $can_part = 1 ] && echo "// " >>"$path0"
timed red $half
keep base.red
note "base.red $code $took"
red_code=$code
[ $code = 124 ] && took=2000
limits $took 0
if [ $has_green = 1 ]; then
  timed green $((whole / 2))
  keep base.green
  note "base.green $code $took"
  [ $code = 0 ] && green_holds=1
  limits 0 $took
fi
most_alone=$most
longest_alone=${longest:-0}
if [ $can_part = 1 ]; then
  restore 0
  # The passing tests found all built by the failing ones.
  longest_alone=$((longest_alone + most))
fi

# Tries what is left, the quickest way first.
search() {
  if [ $can_part = 1 ]; then
    failures=0
    while read -r file manifest; do
      is_over || [ $failures -gt 1 ] && break
      together "$file" "$manifest" || failures=$((failures + 1))
      unset TANDEM_TRY
      restore "$file"
      most=$most_alone
      longest=$longest_alone
    done <"$T/batches.txt"
  fi
  [ $can_thread = 1 ] && thread
  while read -r id file from to; do
    is_over && break
    [ -e "$work/done/$id" ] && continue
    change "$id" "$file" "$from" "$to"
    judge "$id" red green
    restore "$file"
    echo "$id" >>"$work/alone"
  done <"$T/index.txt"
}

# A process that ends before its work is done is started again, and goes on after what it had begun.
thread() {
  export TANDEM_TOP="$PWD" TANDEM_START=$start TANDEM_STOP=$stop TANDEM_GREEN=$green_holds
  for round in 1 2 3 4 5 6 7 8 9 10; do
    is_over && break
    timed threads $((stop - $(now) + 5000))
    [ $code = 0 ] || [ $code = 3 ] && break
  done
  touch "$R/threads.txt"
  # What was doubted was tried twice.
  awk '/^[0-9]/ { last[$1] = $0 } END { for (id in last) print last[id] }' "$R/threads.txt" |
    sort -n >"$work/threads"
  note "threads $(wc -l <"$work/threads")"
  note "stayed $(grep -c "^stayed" "$R/threads.txt")"
  while read -r id a b; do
    note "$id $a $b"
    : >"$work/done/$id"
    [ "$a" = 0 ] && [ "$b" = 0 ] || continue
    found=$((found + 1))
    echo "$id" >>"$work/found"
  done <"$work/threads"
  can_thread=0
  # Rivals were looked for there.
  [ $found -gt 0 ] && stop=$(now)
}

# confirm: what passed among others must pass alone; the likeliest that does is enough. Fails where all
# that passed is refuted so.
confirm() {
  for id in $(sort -n "$work/found"); do
    grep -qx "$id" "$work/alone" 2>/dev/null && return 0
    read -r file from to <<END
$(sed -n "s/^$id \(.*\)/\1/p" "$T/index.txt")
END
    change "$id" "$file" "$from" "$to"
    timed red $most_alone
    # What is read in the end is what it left alone.
    if [ $code = 0 ]; then keep "$id.red"; fi
    if [ $code = 0 ] && [ $green_holds = 1 ]; then
      timed green $longest_alone
      if [ $code = 0 ]; then keep "$id.green"; fi
    fi
    drop
    restore "$file"
    [ $code = 0 ] && return 0
    note "refuted $id"
  done
  [ ! -s "$work/found" ]
}

search
until confirm; do
  : >"$work/found"
  stop=$((start + whole))
  found=0
  is_over && break
  search
done
note "end $(($(now) - start))"
