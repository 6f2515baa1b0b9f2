// What opening a screen leaves behind. One wizard that is kept, with all that it listens to, is a leak; forty show it.
import { expect, test } from "./support/test.ts";
import { Heap, openWizard } from "./support/heap.ts";

// The first opens compile code and fill caches.
const warmUp = 10;
const opens = 40;

// Nothing of the wizard may stay, so less than one of each for every open.
const mostNodes = opens / 2;
const mostListeners = opens / 4;
// 10 kB for each open: the browser notes every change of the address and every layout that shifted, each request waits for
// its time limit, and V8 learns what it runs often.
const mostScript = opens * 10_000;
// Four pages: what was freed is in pieces, so now and then one that fits is missing.
const mostWasm = 4 * 65_536;

// It keeps copies of the page, in the page.
test.use({ trace: "off" });

test("the heap does not grow with every opening of the wizard", async ({ page }) => {
  test.slow();
  const heap = await Heap.of(page);
  await page.goto("enrollment-types");
  await openWizard(page, warmUp);
  const before = await heap.held();
  await openWizard(page, opens);
  const after = await heap.held();

  const figures = `\nafter ${warmUp} opens: ${JSON.stringify(before)}\nafter ${warmUp + opens}: ${JSON.stringify(after)}`;
  expect.soft(after.nodes - before.nodes, `nodes that stay${figures}`).toBeLessThanOrEqual(mostNodes);
  expect.soft(after.listeners - before.listeners, `listeners that stay${figures}`).toBeLessThanOrEqual(mostListeners);
  expect.soft(after.script - before.script, `bytes of JavaScript that stay${figures}`).toBeLessThanOrEqual(mostScript);
  expect.soft(after.wasm - before.wasm, `bytes that WebAssembly asked for${figures}`).toBeLessThanOrEqual(mostWasm);
});
