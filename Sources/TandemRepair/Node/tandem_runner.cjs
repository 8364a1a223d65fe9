// What a runner of tests does in threads, as far as they do it alike.
'use strict';

class Runner {
  /** The ways to try, those that start quickest first: light threads load nothing before the tests. */
  isLight = [false];
  /** How the name of its report ends. */
  ending = '.jsonl';

  /** The files of a plan that share a thread. */
  groups(plan) {
    return [plan.files];
  }

  /** What a thread's message says: an event of the tests, or the exit code that ends a round. */
  heard({ event, ended }) {
    return { event, ended };
  }

  /** What the runner would tell of files that did not run to their end. */
  broken() {
    return [];
  }

  /** The report of these events, as the runner's own command leaves it. */
  async text(events) {
    return events.map((event) => JSON.stringify(event) + '\n').join('');
  }

  /** The tests of a report: `test`, `status`, `class` and `message` of a failure. */
  records(text) {
    const lines = text.trimEnd().split('\n').filter((line) => line);
    return lines.map((line) => JSON.parse(line)).filter(({ test }) => test);
  }

  /** Whether a test fails as it does by itself, to the word where `isExact`. */
  isSame(now, then, isExact) {
    return now.class === then?.class && (!isExact || (now.message ?? '') === then.message);
  }
}

/** A report's records by their tests. */
function byTest(records) {
  return new Map(records.map((record) => [record.test, record]));
}

module.exports = { Runner, byTest };
