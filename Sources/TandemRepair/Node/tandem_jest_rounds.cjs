// In a thread that stays: runs files of jest round after round, as its watching does. Settings and the
// map of the project's files are read once.
'use strict';
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { parentPort } = require('node:worker_threads');
const { home } = require('./tandem_packages.cjs');
const { rounds } = require('./tandem_rounds.cjs');

const jest = require(home('jest'));
const core = home('@jest/core', home('jest'));
const own = (name) => require(home(name, core));

async function settings() {
  const cli = home('jest-cli', home('jest'));
  const { buildArgv } = existsSync(join(cli, 'build/run.js')) ? require(join(cli, 'build/run.js'))
    : require(cli);
  const words = await buildArgv(process.argv.slice(2));
  return own('jest-config').readConfigs(words, [process.cwd()]);
}

async function main() {
  const { globalConfig, configs } = await settings();
  if (configs.length > 1) throw new Error('which of several projects a file belongs to is not known');
  const { createContext } = own('jest-runtime').default;
  const context = await createContext(configs[0],
    { console, maxWorkers: 1, watch: false, watchman: false });
  const { TestWatcher } = own('jest-watcher');
  await rounds(async ({ files, patterns }) => {
    const asked = { ...globalConfig, testNamePattern: patterns[0] ?? globalConfig.testNamePattern };
    const scheduler = await jest.createTestScheduler(asked, { startRun() {} });
    const tests = files.map((file) => ({ context, path: resolve(file) }));
    const { success } = await scheduler.scheduleTests(tests, new TestWatcher({ isWatchMode: false }));
    parentPort.postMessage({ ended: success ? 0 : 1 });
  });
}

main();
