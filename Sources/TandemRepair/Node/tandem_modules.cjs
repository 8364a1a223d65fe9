// Loads the project's own modules anew, again and again, in one thread. What a load leaves behind
// elsewhere, in objects of the language or in packages, stays: who asks has to see to that.
'use strict';
const { existsSync, readFileSync } = require('node:fs');
const Module = require('node:module');
const { dirname, extname, join } = require('node:path');
const { fileURLToPath, pathToFileURL } = require('node:url');
const vm = require('node:vm');
const overlay = require('./tandem_overlay.cjs');

const isForeign = (path) => path.includes('/node_modules/') || path.startsWith(__dirname + '/')
  || path.startsWith('/usr/share/nodejs/');
const types = new Map();
const texts = new Map();

/** The type that the nearest manifest gives to the files of a folder. */
function type(folder) {
  let known = types.get(folder);
  if (known === undefined) {
    const manifest = join(folder, 'package.json');
    known = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')).type ?? 'commonjs'
      : folder === dirname(folder) ? 'commonjs' : type(dirname(folder));
    types.set(folder, known);
  }
  return known;
}

function isModule(path) {
  const ending = extname(path);
  return ending === '.mjs' || (ending === '.js' && type(dirname(path)) === 'module');
}

/** The modules of one round; those of the project are loaded once in it. */
class Graph {
  #modules = new Map();

  /** Forgets what earlier rounds loaded. */
  constructor() {
    for (const known of Object.keys(require.cache)) {
      if (!isForeign(known)) delete require.cache[known];
    }
    module.children.length = 0;
  }

  /** What a file of the project exports. */
  async load(path) {
    if (!isModule(path)) return require(path);
    return (await this.#evaluate(this.#own(path))).namespace;
  }

  async #evaluate(module) {
    if (module.status === 'unlinked') await module.link(this.#link);
    if (module.status === 'linked') await module.evaluate();
    return module;
  }

  #link = (name, { identifier }) => this.#resolve(name, identifier);

  async #resolve(name, from) {
    if (Module.isBuiltin(name)) return this.#made(name, await import(name));
    const path = /^(\.|\/|file:)/.test(name)
      ? fileURLToPath(new URL(name, from)) : Module.createRequire(from).resolve(name);
    if (isForeign(path)) return this.#made(path, await import(pathToFileURL(path)));
    if (isModule(path)) return this.#own(path);
    const exported = Module.createRequire(from)(path);
    return this.#made(path, { ...exported, default: exported });
  }

  /** A module whose exports are there already. */
  #made(name, exported) {
    const keys = Object.keys(exported);
    return this.#once(name, () => new vm.SyntheticModule(keys, function () {
      for (const key of keys) this.setExport(key, exported[key]);
    }, { identifier: name }));
  }

  #own(path) {
    return this.#once(path, () => {
      let text = overlay.served(path)?.toString() ?? texts.get(path);
      if (text === undefined) texts.set(path, text = readFileSync(path, 'utf8'));
      const identifier = pathToFileURL(path).href;
      return new vm.SourceTextModule(text, {
        identifier,
        initializeImportMeta: (meta) => Object.assign(meta, {
          url: identifier, filename: path, dirname: dirname(path),
          resolve: (name) => new URL(name, identifier).href,
        }),
        importModuleDynamically: async (name) =>
          this.#evaluate(await this.#resolve(name, identifier)),
      });
    });
  }

  #once(name, make) {
    if (!this.#modules.has(name)) this.#modules.set(name, make());
    return this.#modules.get(name);
  }
}

module.exports = { Graph, isForeign };
