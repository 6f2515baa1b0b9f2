// The list as a person meets it, with few profiles and with many: how soon it is there, and whether the page stands still while
// they type, move, drag and save.
import type { Page } from "@playwright/test";
import { expect, test } from "../support/test.ts";
import { Client } from "./client.ts";
import { median, milliseconds, printTable } from "./table.ts";
import { WatchedPage, type Load, type Step } from "./watched_page.ts";

const sizes = [10, 100, 1_000];
const loads = 3;
const moved = "Field engineers";
const moves = 5;

/** What the browser does not tell because it is shorter. */
const shortestTask = 50;
const shortestResponse = 16;

const absent = "not there yet";
const columns: string[][] = [];

for (const size of sizes) {
  test(`the list of ${size} profiles`, async ({ page, server }) => {
    const client = await Client.of(server, 8);
    await client.fill(size, 8);
    const watched = await WatchedPage.of(page, size);
    const measured: Load[] = [];
    for (let load = 0; load < loads; load++) measured.push(await watched.load("enrollment-types"));
    const middle = (figure: keyof Load) => median(measured.map((load) => load[figure]));

    const filter = await measureFilter(watched);
    const move = await measureMoves(watched);
    const drag = await measureDrag(watched);
    const save = await measureSave(watched, client);
    client.close();
    columns.push([
      `${size} profiles`,
      milliseconds(middle("firstPaint")),
      milliseconds(middle("listed")),
      atLeast(middle("longestTask"), shortestTask),
      ...taskAndResponse(filter),
      ...taskAndResponse(move),
      drag ? atLeast(drag.longestTask, shortestTask) : absent,
      save ? atLeast(save.longestTask, shortestTask) : absent,
      save ? milliseconds(save.until) : absent,
    ]);
  });
}

test.afterAll(() => {
  const names = [
    "",
    "first contentful paint",
    "all rows there",
    "longest task, load",
    "longest task, typing in the filter",
    "slowest key to picture, filter",
    "longest task, move by Alt+ArrowDown",
    "slowest key to picture, move",
    "longest task, drag",
    "longest task, save order",
    "save order, press to saved",
  ];
  printTable(
    `The list in the browser; load is the median of ${loads} without a cache; the browser runs on the cores of the server`,
    names.map((name, at) => [name, ...columns.map((column) => column[at] ?? "")]),
  );
});

/** Types what half of the names begin with, then takes it back. */
async function measureFilter(watched: WatchedPage): Promise<Step | null> {
  const { page } = watched;
  const search = await watched.find(page.getByRole("searchbox", { name: "Search by name or description" }));
  if (!search) return null;
  await search.focus();
  const all = (await names(page)).length;
  const step = await watched.during(async () => {
    await page.keyboard.type("Bench 00", { delay: 100 });
    const shown = (await names(page)).length;
    expect(shown, "rows that are still shown").toBeLessThan(all);
    expect(shown, "rows that are still shown").toBeGreaterThan(0);
    for (let letter = 0; letter < "Bench 00".length; letter++) await page.keyboard.press("Backspace", { delay: 100 });
  });
  expect(await names(page)).toHaveLength(all);
  return step;
}

/** Moves a profile down by keyboard, once and again. */
async function measureMoves(watched: WatchedPage): Promise<Step | null> {
  const { page } = watched;
  const handle = await watched.find(page.getByRole("button", { name: `Move ${moved}`, exact: true }));
  if (!handle) return null;
  await handle.focus();
  const from = (await names(page)).indexOf(moved);
  const step = await watched.during(async () => {
    for (let move = 0; move < moves; move++) {
      await page.keyboard.press("Alt+ArrowDown");
      await page.waitForTimeout(200);
    }
  });
  expect((await names(page)).indexOf(moved)).toBe(from + moves);
  return step;
}

/** Drags a profile to the lower edge of the window, and holds it there for two seconds while the list scrolls. */
async function measureDrag(watched: WatchedPage): Promise<Step | null> {
  const { page } = watched;
  const handle = await watched.find(page.getByRole("button", { name: `Move ${moved}`, exact: true }));
  if (!handle) return null;
  // In the middle of the window, whatever sticks to its edges.
  await handle.evaluate((element) => element.scrollIntoView({ block: "center" }));
  const box = await handle.boundingBox();
  const window = page.viewportSize();
  if (!box || !window) throw new Error("the handle is not shown");
  const from = (await names(page)).indexOf(moved);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const step = await watched.during(async () => {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x, window.height - 10, { steps: 40 });
    await page.waitForTimeout(2_000);
    await page.mouse.up();
  });
  expect((await names(page)).indexOf(moved)).toBeGreaterThan(from);
  return step;
}

/** Saves the order, and reads over HTTP that it is the one on the page. */
async function measureSave(watched: WatchedPage, client: Client): Promise<(Step & { until: number }) | null> {
  const { page } = watched;
  const button = await watched.find(page.getByRole("button", { name: "Save order", exact: true }));
  const box = await button?.boundingBox();
  if (!button || !box) return null;
  let until = 0;
  const step = await watched.during(async () => {
    const pressed = performance.now();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction((button) => !button.isConnected, button, { polling: "raf", timeout: 60_000 });
    until = performance.now() - pressed;
  });
  expect((await client.list()).map(({ displayName }) => displayName)).toEqual(await names(page));
  return { ...step, until };
}

/** The names in the rows that are shown, from top to bottom. */
function names(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector("pomona-portal")?.shadowRoot ?? document;
    return [...root.querySelectorAll("tbody > tr:not([hidden]) th a")].map((name) => name.textContent ?? "");
  });
}

function taskAndResponse(step: Step | null): string[] {
  if (!step) return [absent, absent];
  return [atLeast(step.longestTask, shortestTask), atLeast(step.slowestResponse, shortestResponse)];
}

function atLeast(duration: number, shortest: number): string {
  return duration < shortest ? `under ${shortest} ms` : milliseconds(duration);
}
