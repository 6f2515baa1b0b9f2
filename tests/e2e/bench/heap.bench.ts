// What the page holds in memory, and what opening the wizard fifty times leaves there. heap.spec.ts says how much is too much.
import { Heap, openWizard, type Held } from "../support/heap.ts";
import { test } from "../support/test.ts";
import { mebibytes, printTable } from "./table.ts";

test("the heap of the page", async ({ page }) => {
  const heap = await Heap.of(page);
  await page.goto("enrollment-types");
  const rows: string[][] = [["", "JavaScript", "WebAssembly", "nodes", "listeners"]];
  const add = (name: string, { script, wasm, nodes, listeners }: Held) =>
    rows.push([name, mebibytes(script), mebibytes(wasm), String(nodes), String(listeners)]);
  await openWizard(page, 1);
  add("after 1 open of the wizard", await heap.held());
  await openWizard(page, 49);
  add("after 50", await heap.held());
  printTable("What the page holds once nothing is left to throw away", rows);
});
