// Reports each test of `node --test` as JSON lines, as report.py does for Python. It runs in the
// parent of the processes that run the tests, on Node 18.15 and later.
//
// Names of suites are kept by file and depth; a test file that could not be run to its end is told
// by its path alone.
import { relative, resolve } from 'node:path';

const top = process.cwd();
const clip = (text, limit) => String(text ?? '').toWellFormed?.().slice(0, limit)
  ?? String(text ?? '').slice(0, limit);
const line = (record) => JSON.stringify(record) + '\n';

/** The class, message and trace of what made a test red. */
function failure(error, output) {
  const cause = error?.cause ?? error ?? {};
  if (error?.signal) return { class: error.signal, message: 'the test file was ended by ' + error.signal };
  const isError = typeof cause === 'object' && cause !== null;
  const said = isError && cause.name ? cause.name : error?.failureType ?? typeof cause;
  const printed = /^(?:Uncaught )?([A-Z]\w*(?:Error|Exception))\b.*/m.exec(output);
  if (typeof error?.exitCode === 'number' && !isError) {
    return printed
      ? { class: printed[1], message: printed[0], trace: output }
      : { class: 'ProcessExit', message: 'the test file exited with ' + error.exitCode, trace: output };
  }
  return { class: said, message: isError ? cause.message : cause, trace: isError ? cause.stack : '' };
}

export default async function* tandem(source) {
  const stacks = new Map();
  const seen = new Map();
  const printed = new Map();
  let results = 0;
  let collected;
  yield line({ tandem: 1, runner: 'node ' + process.version });
  for await (const { type, data } of source) {
    const file = data.file ?? '';
    if (type === 'test:start') {
      const stack = stacks.get(file) ?? [];
      stack.length = data.nesting;
      stack.push(data.name);
      stacks.set(file, stack);
    } else if (type === 'test:stderr') {
      printed.set(file, ((printed.get(file) ?? '') + data.message).slice(-4000));
    } else if (type === 'test:diagnostic' && !data.file && data.nesting === 0) {
      const total = /^tests (\d+)$/.exec(data.message);
      if (total) collected = Number(total[1]);
    } else if (type === 'test:pass' || type === 'test:fail') {
      // A suite speaks for itself only where a hook or its own body failed.
      const isSuite = data.details?.type === 'suite';
      if (isSuite && (type === 'test:pass'
        || data.details.error?.failureType === 'subtestsFailed')) continue;
      const path = relative(top, file) || file;
      const isFile = data.nesting === 0 && file && resolve(top, data.name) === file;
      const names = isFile ? [] : [...(stacks.get(file) ?? []).slice(0, data.nesting), data.name];
      let id = [path, ...names].join('::');
      const times = (seen.get(id) ?? 0) + 1;
      seen.set(id, times);
      if (times > 1) id += ' #' + times;
      const isOff = data.skip !== undefined && data.skip !== false
        || data.todo !== undefined && data.todo !== false;
      const record = {
        test: id, status: isOff ? 'skipped' : type === 'test:pass' ? 'passed' : isFile || isSuite ? 'error' : 'failed',
        seconds: (data.details?.duration_ms ?? 0) / 1000,
      };
      if (!isOff && type === 'test:fail') {
        const { class: kind, message, trace } = failure(data.details?.error, printed.get(file) ?? '');
        Object.assign(record, {
          class: clip(kind, 200), message: clip(message, 500), trace: clip(trace, 4000),
        });
      }
      results += 1;
      yield line(record);
    }
  }
  yield line({ end: results, collected, finished: results });
}
