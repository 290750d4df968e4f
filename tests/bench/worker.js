"use strict";
importScripts("bench.js");
onmessage = async ({ data: { work, runs } }) => {
  const { memory } = await wasm_bindgen({ module_or_path: "bench.wasm" });
  const file = new Uint8Array(await (await fetch("input")).arrayBuffer());
  const measured = wasm_bindgen.Measured.prepare(work, file);
  if (!measured) throw new Error(`no work ${work} on this file`);
  const seconds = [];
  let made, peak_bytes;
  for (let run = 0; run < runs; run++) {
    measured.reset();
    const start = performance.now();
    made = measured.run();
    seconds.push((performance.now() - start) / 1e3);
    if (made === undefined) throw new Error(`${work} failed`);
    // Memory of wasm never shrinks, so this is its peak.
    peak_bytes ??= memory.buffer.byteLength;
  }
  postMessage({ made, peak_bytes, seconds });
};
