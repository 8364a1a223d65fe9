// Runs tests in threads of one process: to trace them, or over one changed source after another. It
// judges nothing but red and green.
//
// Arguments: the folder of the job, the folder for results. Exit 3 says that tests do not do here what
// they do by themselves; any other than 0 asks to be started again after what was written.
'use strict';
const { appendFileSync, existsSync, readFileSync, realpathSync, writeFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { Jest } = require('./tandem_jest.cjs');
const { Lane } = require('./tandem_lane.cjs');
const { Mocha } = require('./tandem_mocha.cjs');
const { NodeTest } = require('./tandem_node_test.cjs');
const { byTest } = require('./tandem_runner.cjs');
const { Threads, die } = require('./tandem_threads.cjs');

const CANNOT = 3;
const LANES = 2;
const MOST_MEMORY = 3 * 2 ** 30;
const LONGEST = 5000;
const MOST_FOUND = 24;

const [folder, results] = process.argv.slice(2);
const tool = (name) => join(folder, name);
const job = JSON.parse(readFileSync(tool('threads.json'), 'utf8'));
const paths = job.paths.map((path) => realpathSync(resolve(process.env.TANDEM_TOP, path)));
const bases = paths.map((path) => readFileSync(path));
const runners = { 'node --test': NodeTest, mocha: Mocha, jest: Jest };
const runner = new runners[job.runner](job, folder);

/** Runs a plan's files, hastily until one is red. */
async function run(threads, plan, patterns, options) {
  const all = { events: [], code: 0, milliseconds: 0, served: new Set(), isAway: false };
  for (const files of runner.groups(plan)) {
    const seen = await threads.run(files, { patterns, ...options });
    all.events.push(...seen.events);
    all.code ||= seen.code;
    all.milliseconds = Math.max(all.milliseconds, seen.milliseconds);
    for (const path of seen.served) all.served.add(path);
    all.isAway ||= seen.isAway;
    if (options.isHasty && all.code !== 0) break;
  }
  return all;
}

/** The runner's own report, and what it tells of each test. */
async function told({ events }) {
  const text = await runner.text(events);
  return { text, tests: byTest(runner.records(text)) };
}

const isRed = (record) => record?.status === 'failed' || record?.status === 'error';

/** Whether a plan's tests are all green; which of them are run together is known in a search. */
async function isGreen(plan, seen) {
  if (seen.code !== 0) return false;
  const { tests } = await told(seen);
  const missing = job.mode === 'trace' ? 'passed' : undefined;
  return plan.tests.every((test) => (tests.get(test)?.status ?? missing) === 'passed');
}

/** The tests of a plan that passed together when the runner's own command ran them. */
function steady(plan) {
  const file = join(results, 'base.green.' + plan.report + runner.ending);
  if (!existsSync(file)) return plan.tests;
  const tests = byTest(runner.records(readFileSync(file, 'utf8')));
  return plan.tests.filter((test) => tests.get(test)?.status === 'passed');
}

/** Whether the failing tests fail as by themselves: with the same error, to the word where `isExact`. */
function isAsRed(red, isExact) {
  return job.red.tests.every((test) => {
    const [now, then] = [red.tests.get(test), job.known[test]];
    if (now === undefined) return red.code === 124;
    return isRed(now) && runner.isSame(now, then, isExact);
  });
}

/** The quickest way in which the tests are as red and as green as by themselves; null for none. */
async function choose() {
  const isGreenHeld = job.green && process.env.TANDEM_GREEN !== '0';
  if (isGreenHeld) job.green.tests = steady(job.green);
  const texts = job.mode === 'search' ? new Map(paths.map((path, at) => [path, bases[at]])) : undefined;
  const options = { texts, limit: LONGEST, isWatched: true };
  for (const isLight of runner.isLight) {
    const threads = new Threads(runner, job, isLight);
    for (const patterns of job.red.patterns.length > 0 ? [job.red.patterns, []] : [[]]) {
      const red = await run(threads, job.red, patterns, options);
      red.tests = (await told(red)).tests;
      // What a preload was to set up may be what a light thread's tests fail for.
      if (red.isAway || !isAsRed(red, isLight && job.preloads.length > 0)) continue;
      const green = isGreenHeld && await run(threads, job.green, job.green.patterns, options);
      if (green && !await isGreen(job.green, green)) break;
      const needed = Math.max(red.code === 124 ? 0 : red.milliseconds, green ? green.milliseconds : 0);
      return {
        threads, patterns, served: red.served, isGreenHeld,
        limit: Math.min(LONGEST, needed > 0 ? 500 + 5 * needed : 2000),
      };
    }
  }
  return null;
}

// Trace: every test alone.

async function trace() {
  const way = await choose();
  if (way === null) process.exit(CANNOT);
  const stop = Number(process.env.TANDEM_STOP);
  const waiting = job.each.entries();
  await lanes(async () => {
    for (const [index, plan] of waiting) {
      if (Date.now() >= stop) break;
      const env = { TANDEM_PROBES: join(results, 'probes' + index) };
      const seen = await run(way.threads, plan, plan.patterns, { limit: LONGEST, env });
      const { tests } = await told(seen);
      const ended = tests.get(plan.tests[0])?.status ?? (seen.code === 124 ? 'stuck' : 'missing');
      write('trace.txt', `${index} ${ended} ${Math.round(seen.milliseconds)}`);
    }
  });
}

// Search: every candidate in a thread that stays, and what is not refuted there in new ones.

async function search() {
  const log = join(results, 'threads.txt');
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : [];
  // What ended this process, or may have, is not tried here again.
  const begun = new Set(lines.filter((line) => line.startsWith('begun ')).map((line) => line.slice(6)));
  let found = lines.filter((line) => line.endsWith(' 0 0')).length;
  const way = await choose();
  if (way === null) process.exit(CANNOT);
  const expected = await unchanged(way.threads);
  const start = Number(process.env.TANDEM_START);
  let stop = Number(process.env.TANDEM_STOP);
  const candidates = readFileSync(tool('index.txt'), 'utf8').trimEnd().split('\n')
    .map((line) => line.split(' '))
    // One whose file is read some other way is left to whoever started this.
    .filter(([id, at]) => !begun.has(id) && way.served.has(paths[at]));
  const changes = new Map(candidates.map(([id, ...change]) => [id, change]));

  async function attempt(id, lane) {
    const [at, from, to] = changes.get(id);
    const change = readFileSync(tool('c' + id));
    const text = Buffer.concat([bases[at].subarray(0, from), change, bases[at].subarray(to)]);
    const code = lane ? await lane.refutes(id, paths[at], text) : 0;
    if (code !== 0) write('threads.txt', 'stayed ' + id);
    const answer = code !== 0 ? `${code} -` : await verdict(way, id, new Map([[paths[at], text]]));
    write('threads.txt', `${id} ${answer}`);
    if (answer !== '0 0') return;
    found += 1;
    const more = Math.min(15_000, Math.max(2000, (Date.now() - start) / 2));
    if (found === 1) stop = Math.min(stop, Date.now() + more);
  }

  const waiting = changes.keys();
  const late = [];
  await lanes(async () => {
    const lane = expected && new Lane(way.threads, job.red, way.patterns, expected,
      new Map(paths.map((path, at) => [path, bases[at]])));
    for (const id of waiting) {
      if (Date.now() >= stop || found >= MOST_FOUND) break;
      write('threads.txt', 'begun ' + id);
      await attempt(id, lane);
      await lane?.check(false);
    }
    await lane?.check(true);
    late.push(...lane?.late ?? []);
  });
  const rest = late.values();
  await lanes(async () => {
    for (const id of rest) {
      if (found > 0 || Date.now() >= stop) break;
      await attempt(id);
    }
  });
}

/** How all tests of the failing tests' files end in new threads; undefined where that has no end. */
async function unchanged(threads) {
  const seen = await run(threads, job.red, [], { limit: LONGEST, isWatched: true });
  if (seen.code === 124 || seen.isAway) return undefined;
  const { tests } = await told(seen);
  // A runner's settings may name other files as well.
  const isOwn = (test) => job.red.files.includes(test.split('::')[0]);
  return new Map([...tests].filter(([test]) => isOwn(test)));
}

/** The exit codes of the failing tests and of the others, or `-`; what passes is kept. */
async function verdict(way, id, texts) {
  const options = { texts, limit: way.limit, isHasty: true };
  const red = await run(way.threads, job.red, way.patterns, options);
  if (red.code !== 0) return `${red.code} -`;
  await keep(`${id}.red`, job.red, red);
  if (!await isGreen(job.red, red)) return '1 -';
  if (!way.isGreenHeld) return '0 0';
  const green = await run(way.threads, job.green, job.green.patterns, options);
  if (green.code === 0) await keep(`${id}.green`, job.green, green);
  return `0 ${green.code || (await isGreen(job.green, green) ? 0 : 1)}`;
}

/** Leaves what the runner's own command would have left. */
async function keep(name, plan, seen) {
  const { text } = await told(seen);
  writeFileSync(join(results, `${name}.${plan.report}${runner.ending}`), text);
  writeFileSync(join(results, `${name}.out`), '');
}

function write(name, line) {
  appendFileSync(join(results, name), line + '\n');
}

async function lanes(work) {
  await Promise.all(Array.from({ length: LANES }, work));
}

async function main() {
  // A thread's memory outside the engine's own has no limit.
  setInterval(() => { if (process.memoryUsage.rss() > MOST_MEMORY) die(); }, 100).unref();
  await (job.mode === 'trace' ? trace() : search());
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(CANNOT);
});
