"use strict";
// Called by tests/browser/bench.js: does the work in a worker of its own, as the page does.
globalThis.measure = (work, runs) =>
  new Promise((resolve, reject) => {
    const worker = new Worker("worker.js");
    worker.onmessage = ({ data }) => (worker.terminate(), resolve(data));
    worker.onerror = (event) => reject(new Error(event.message));
    worker.postMessage({ work, runs });
  });
