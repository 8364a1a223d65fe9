/// The wordings that tell kinds of report apart, all in lower case.
extension KindRules {
  static let bugHeadings = [
    "expected", "actual", "steps to reproduce", "to reproduce", "reproduc", "current behavi",
    "describe the bug", "what happened", "bug description", "observed", "how to reproduce",
    "minimal reproducible", "what is the problem", "problem description", "traceback",
  ]
  static let featureHeadings = [
    "is your feature request", "describe the solution you", "describe your use case",
    "feature request", "feature description", "proposed feature", "describe alternatives",
    "alternatives considered",
  ]
  static let featureMarks = [
    "feature request", "[feature]", "feature:", "[enhancement]", "enhancement:", "[proposal]",
    "proposal:", "[rfc]", "rfc:", "[wish]", "[fr]",
  ]
  static let wishes = [
    "it would be nice", "it would be great", "it would be useful", "it would be helpful",
    "it'd be nice", "it'd be great", "would love to", "would be awesome", "please add",
    "please consider adding", "i would like to see", "i'd like to see", "feature request",
    "i propose adding", "could you add", "can you add", "would it be possible to add",
    "any plans to",
  ]
  static let questionOpeners = [
    "how ", "why ", "what ", "where ", "when ", "which ", "who ", "is there", "is it possible",
    "can i ", "can you ", "can someone", "could someone", "could you ", "does anyone", "do i ",
    "should i ", "are there", "are you ", "will there", "question",
  ]
  static let questionPhrases = [
    "how do i", "how can i", "how should i", "is there a way", "is it possible to",
    "what is the best way", "what's the best way", "can someone explain", "could someone explain",
    "what is the difference", "what's the difference", "i have a question", "i was wondering",
    "any documentation", "where can i find", "quick question", "please explain",
  ]
  static let faultPhrases = [
    "not work", "n't work", "no longer", "instead of", "n't match", "should not", "shouldn't",
    "should be", "should have", "should return", "used to", "not being", "is not", "are not",
    "does not", "doesn't", "cannot", "can't", "isn't", "aren't", "didn't", "did not", "won't",
    "out of range", "memory leak", "race condition", "a bug", "this bug", "the bug", "not possible",
    "stack overflow", "not found", "seg fault", "off by one",
  ]
  static let faultWords: Set<Substring> = [
    "bug", "bugs", "crash", "crashes", "crashed", "crashing", "fail", "fails", "failed", "failing",
    "failure", "broken", "breaks", "wrong", "wrongly", "incorrect", "incorrectly", "unexpected",
    "unexpectedly", "regression", "exception", "exceptions", "raises", "throws", "panic", "panics",
    "panicked", "hang", "hangs", "freezes", "deadlock", "leak", "leaks", "corrupt", "corrupts",
    "corrupted", "misleading", "inconsistent", "inconsistently", "inconsistency", "invalid",
    "missing", "ignored", "ignores", "ignoring", "lost", "loses", "overwrites", "overwritten",
    "duplicate", "duplicated", "segfault", "traceback", "error", "errors", "unable", "swallowed",
    "infinite", "undefined", "nonsense", "mangled", "mangles", "truncated", "malformed", "stale",
    "mismatch", "misbehaves", "problem", "issue", "slow", "vulnerability", "insecure", "fix",
    "expected",
    "surprising", "surprised",
  ]
  static let emptyWords: Set<Substring> = [
    "the", "a", "an", "is", "it", "this", "that", "doesn't", "does", "not", "work", "works",
    "working", "help", "please", "broken", "bug", "error", "issue", "problem", "fix", "my", "me",
    "something", "wrong", "anymore", "app", "thing", "nothing", "i", "and", "to", "hi", "hello",
    "thanks", "thank", "you", "asap", "urgent", "code", "program", "project", "fails", "crash",
    "crashes", "test", "title", "description", "there",
  ]
}
