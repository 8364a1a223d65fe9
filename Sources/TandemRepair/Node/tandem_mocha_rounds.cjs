// In a thread that stays: runs files of mocha round after round, as its own command would.
'use strict';
const { existsSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { parentPort } = require('node:worker_threads');
const { Graph, isForeign } = require('./tandem_modules.cjs');
const { home } = require('./tandem_packages.cjs');
const { rounds } = require('./tandem_rounds.cjs');

const folder = home('mocha');
const Mocha = require(folder);
const own = (name) => require(join(folder, 'lib', name));
const settings = own('cli/options').loadOptions(process.argv.slice(2));
const list = (value) => [value ?? []].flat();

/** Loads what `--require` names: the project's own files anew, packages once. */
async function required(graph) {
  const loader = existsSync(join(folder, 'lib/plugin-loader.js'))
    ? own('plugin-loader').create() : undefined;
  for (const name of list(settings.require)) {
    const isFile = existsSync(name) || existsSync(name + '.js');
    const path = require.resolve(isFile ? resolve(name) : name, { paths: [process.cwd()] });
    const exported = isForeign(path) ? require(path) : await graph.load(path);
    if (exported && typeof exported === 'object') loader?.load(exported);
  }
  return loader?.finalize();
}

rounds(async ({ files, patterns }) => {
  const graph = new Graph();
  const plugins = await required(graph);
  const mocha = new Mocha({ ...settings, ...plugins, parallel: false });
  if (patterns.length > 0) mocha.grep(patterns[0]);
  for (const name of [...list(settings.file), ...files]) {
    const file = resolve(name);
    mocha.suite.emit('pre-require', globalThis, file, mocha);
    const exported = await graph.load(file);
    mocha.suite.emit('require', exported, file, mocha);
    mocha.suite.emit('post-require', globalThis, file, mocha);
  }
  const failures = await new Promise((end) => mocha.run(end));
  parentPort.postMessage({ ended: Math.min(failures, 1) });
});
