// In a thread that stays: waits for one round after another, each with other texts to serve.
'use strict';
const { parentPort } = require('node:worker_threads');
const overlay = require('./tandem_overlay.cjs');

const asked = [];
let hear;
parentPort.on('message', (message) => {
  asked.push(message);
  hear?.();
});

/** Runs `round` for each message to this thread. */
module.exports.rounds = async function (round) {
  for (;;) {
    while (asked.length === 0) await new Promise((heard) => { hear = heard; });
    const { served, codes, ...asks } = asked.shift();
    overlay.serve(served);
    const plain = new Map([...codes.keys()].map((name) => [name, overlay.codes.get(name)]));
    for (const [name, code] of codes) overlay.codes.set(name, code);
    await round(asks);
    for (const [name, code] of plain) overlay.codes.set(name, code);
  }
};
