// The list of enrollment types at work: its order changed by mouse, by touch, by menu and by keyboard alone, two people at
// once, several profiles at once, and every way that a person may see it. What was saved is read back over HTTP.
import type { Locator, Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expect, test } from "./support/test.ts";
import type { Server } from "./support/server.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

const sample = ["Field engineers", "Ask on first run", "Executives", "BYOD 2023", "Pilot 2022", "Everyone else"];

// Tall enough for all rows: what a hand drags it sees.
test.use({ viewport: { width: 1280, height: 1100 } });

// Every test begins with the order of the sample and nothing else, and leaves it to whatever comes after.
test.beforeEach(async ({ server }) => {
  await deleteOthers(server, sample);
  await putInOrder(server, sample);
});
test.afterEach(async ({ server }) => putInOrder(server, sample));

test("a row is dragged by its handle, saved, and put back", async ({ page, server }) => {
  await open(page);
  await drag(page, "Everyone else", "Ask on first run");
  await expectOrder(page, ["Field engineers", "Everyone else", "Ask on first run", "Executives", "BYOD 2023", "Pilot 2022"]);
  const bar = page.getByRole("region", { name: "Order that is not saved" });
  await expect(bar).toContainText("1 profile moved.");
  await expect(bar).toContainText("people change profile");
  await bar.getByRole("button", { name: "Save order" }).click();
  await expect(page.getByText("Order saved.")).toBeVisible();
  await expect(page.getByText("order saved just now")).toBeVisible();
  expect((await profiles(server)).map(({ displayName }) => displayName)[1]).toBe("Everyone else");

  await page.getByRole("button", { name: "Undo saving the order" }).click();
  await expect(page.getByText("The order is as it was before.")).toBeVisible();
  await expectOrder(page, sample);
  expect((await profiles(server)).map(({ displayName }) => displayName)).toEqual(sample);
});

test("a drag that ends with Escape moves nothing and opens nothing", async ({ page }) => {
  await open(page);
  const [from, to] = [await middle(handle(page, "Pilot 2022")), await middle(handle(page, "Field engineers"))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.keyboard.press("Escape");
  await page.mouse.up();
  await expectOrder(page, sample);
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Save order" })).toHaveCount(0);
});

test.describe("with a finger", () => {
  test.use({ hasTouch: true });

  test("a row is dragged by its handle", async ({ page }) => {
    await open(page);
    const [from, to] = [await middle(handle(page, "Field engineers")), await middle(handle(page, "Executives"))];
    const touch = await page.context().newCDPSession(page);
    const send = (type: "touchStart" | "touchMove" | "touchEnd", y?: number) =>
      touch.send("Input.dispatchTouchEvent", { type, touchPoints: y === undefined ? [] : [{ x: from.x, y }] });
    await send("touchStart", from.y);
    for (let step = 1; step <= 8; step++) await send("touchMove", from.y + ((to.y - from.y) * step) / 8);
    await send("touchEnd");
    await expectOrder(page, ["Ask on first run", "Executives", "Field engineers", "BYOD 2023", "Pilot 2022", "Everyone else"]);
  });
});

test("the order is changed and saved by keyboard alone", async ({ page, server }) => {
  await open(page);
  await page.getByRole("link", { name: "Create profile" }).focus();
  await tabTo(page, handle(page, "Field engineers"));
  await page.keyboard.press("Alt+ArrowDown");
  await page.keyboard.press("Alt+ArrowDown");
  await expect(handle(page, "Field engineers")).toBeFocused();
  await expectOrder(page, ["Ask on first run", "Executives", "Field engineers", "BYOD 2023", "Pilot 2022", "Everyone else"]);
  await expect(page.getByText("Field engineers moved from 1 to 3 of 6, between Executives and BYOD 2023.")).toBeAttached();
  await page.keyboard.press("Control+z");
  await expectOrder(page, ["Ask on first run", "Field engineers", "Executives", "BYOD 2023", "Pilot 2022", "Everyone else"]);

  // Without dragging and without the shortcut: the handle opens the menu.
  await page.keyboard.press("Enter");
  await expect(page.getByRole("menuitem", { name: "Open: Field engineers" })).toBeFocused();
  for (const item of ["Move up", "Move down", "Move to top", "Move to bottom", "Move to position…"]) {
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("menuitem", { name: `${item}: Field engineers` })).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Position, from 1 to 6")).toBeFocused();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("4");
  await page.keyboard.press("Enter");
  await expectOrder(page, ["Ask on first run", "Executives", "BYOD 2023", "Field engineers", "Pilot 2022", "Everyone else"]);
  await expect(handle(page, "Field engineers")).toBeFocused();

  await tabTo(page, page.getByRole("button", { name: "Save order" }));
  await page.keyboard.press("Enter");
  await expect(page.getByText("Order saved.")).toBeVisible();
  expect((await profiles(server)).map(({ displayName }) => displayName)[3]).toBe("Field engineers");
});

test("the order is changed by the menu alone", async ({ page }) => {
  await open(page);
  await choose(page, "Executives", "Move to top");
  await choose(page, "Field engineers", "Move to bottom");
  await choose(page, "Pilot 2022", "Move up");
  await expectOrder(page, ["Executives", "Ask on first run", "Pilot 2022", "BYOD 2023", "Everyone else", "Field engineers"]);
  await expect(page.getByText("3 profiles moved.")).toBeVisible();
  await page.getByRole("button", { name: "Undo last move" }).click();
  await page.getByRole("button", { name: "Discard", exact: true }).click();
  await expectOrder(page, sample);
});

test("a draft is there again after a reload, and is not left without being asked", async ({ page }) => {
  await open(page);
  await choose(page, "Executives", "Move to top");
  page.on("dialog", (dialog) => void dialog.accept());
  await page.reload();
  await expectOrder(page, ["Executives", "Field engineers", "Ask on first run", "BYOD 2023", "Pilot 2022", "Everyone else"]);
  await expect(page.getByText("1 profile moved.")).toBeVisible();
  await page.getByRole("link", { name: "Ask on first run" }).click();
  await expect(page.getByRole("alertdialog", { name: "Leave without saving the order?" })).toBeVisible();
  await page.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Ask on first run", level: 1 })).toBeVisible();
});

test.describe("when somebody else is faster", () => {
  test.use({ expectedErrors: [/status of 412/] });

  test("the second person sees both orders and applies the moves again", async ({ page, context, server }) => {
    test.slow();
    const other = await context.newPage();
    await open(page);
    await open(other);
    await choose(other, "Everyone else", "Move to top");
    await other.getByRole("button", { name: "Save order" }).click();
    await expect(other.getByText("Order saved.")).toBeVisible();

    await choose(page, "Executives", "Move up");
    await page.getByRole("button", { name: "Save order" }).click();
    const dialog = page.getByRole("alertdialog", { name: "The order was changed meanwhile" });
    await expect(dialog).toContainText("ada changed the order");
    await expect(dialog).toContainText("Everyone else moved from 6 to 1.");
    await expect(dialog).toContainText("Executives moved from 3 to 2.");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Apply my moves again" }).click();
    const both = ["Everyone else", "Field engineers", "Executives", "Ask on first run", "BYOD 2023", "Pilot 2022"];
    await expectOrder(page, both);
    await page.getByRole("button", { name: "Save order" }).click();
    await expect(page.getByText("Order saved.")).toBeVisible();
    expect((await profiles(server)).map(({ displayName }) => displayName)).toEqual(both);
  });
});

test("profiles are found by words, type and recipients, and the address keeps it", async ({ page }) => {
  await open(page);
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search by name or description")).toBeFocused();
  await page.keyboard.type("company ipads");
  await expectOrder(page, ["Executives"]);
  await expect(page.getByText("1 of 6 profiles", { exact: true }).first()).toBeVisible();
  await expect(page.getByText("clear the filters first")).toBeVisible();
  await expect(page).toHaveURL(/\?q=company%20ipads$/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("button", { name: "Type: any" }).click();
  await page.getByRole("checkbox", { name: "User enrollment with Company Portal" }).check();
  await page.keyboard.press("Escape");
  await expectOrder(page, ["BYOD 2023", "Pilot 2022"]);
  await expect(page).toHaveURL(/\?type=user$/);
  await page.reload();
  await expectOrder(page, ["BYOD 2023", "Pilot 2022"]);
  await page.getByRole("button", { name: "Remove User enrollment with Company Portal" }).click();
  await expectOrder(page, sample);
});

test("several profiles are exported, deleted, and made again where they were", async ({ page, server }) => {
  await open(page);
  const before = await profiles(server);
  await page.getByRole("checkbox", { name: "Select Executives" }).check();
  await page.getByRole("checkbox", { name: "Select Everyone else" }).check();
  const bar = page.getByRole("toolbar", { name: "Selected profiles" });
  const downloading = page.waitForEvent("download");
  await bar.getByRole("button", { name: "Export" }).click();
  const file = await downloading;
  expect(file.suggestedFilename()).toMatch(/^pomona-profiles-\d{4}-\d\d-\d\d\.json$/);
  const exported = JSON.parse(await readFile(await file.path(), "utf8")) as { value: Profile[] };
  expect(exported.value.map(({ displayName, priority }) => [displayName, priority])).toEqual([["Executives", 2], ["Everyone else", 5]]);
  expect(exported.value.every(({ assignments }) => assignments.length > 0)).toBe(true);

  await bar.getByRole("button", { name: "Delete…" }).click();
  const dialog = page.getByRole("alertdialog", { name: "Delete 2 profiles?" });
  await expect(dialog).toContainText("Everyone else · All users");
  await expect(dialog).toContainText("people change profile");
  await dialog.getByRole("button", { name: "Delete 2 profiles" }).click();
  await expectOrder(page, ["Field engineers", "Ask on first run", "BYOD 2023", "Pilot 2022"]);
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(page.getByText("2 profiles were created again, under new ids")).toBeVisible();
  await expectOrder(page, sample);
  const after = await profiles(server);
  const targets = (all: Profile[]) => all.map(({ displayName, assignments }) => [displayName, assignments.map(({ target }) => target)]);
  expect(targets(after)).toEqual(targets(before));
});

test("the list is accessible with everything open, and fits a narrow screen", async ({ page }) => {
  test.setTimeout(240_000);
  await open(page);
  await page.getByRole("checkbox", { name: "Select Executives" }).check();
  await choose(page, "Everyone else", "Move to top");
  await expect(page.getByRole("region", { name: "Order that is not saved" })).toContainText("people change profile");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole("button", { name: "More for Pilot 2022" }).click();
  await expect(page.getByRole("menuitem", { name: "Move up: Pilot 2022" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("menuitem", { name: "Move to position…: Pilot 2022" }).click();
  await expect(page.getByLabel("Position, from 1 to 6")).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: "Assigned to: any" }).click();
  await expect(page.getByRole("checkbox", { name: "Field engineering" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  for (const [button, title] of [["Assign…", "Assign 1 profile"], ["Delete…", "Delete Executives?"]] as const) {
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.keyboard.press("Escape");
  }
});

test("on a narrow screen rows are cards that are dragged and ticked all the same", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 1600 });
  await open(page);
  await drag(page, "Field engineers", "Ask on first run");
  await expectOrder(page, ["Ask on first run", "Field engineers", "Executives", "BYOD 2023", "Pilot 2022", "Everyone else"]);
  await page.getByRole("checkbox", { name: "Select all that are shown" }).check();
  await expect(page.getByText("6 profiles selected").first()).toBeVisible();
});

interface Profile {
  id: string;
  displayName: string;
  priority: number;
  assignments: { target: unknown }[];
}

async function open(page: Page): Promise<void> {
  await page.goto("enrollment-types");
  await expect(page.getByRole("link", { name: "Everyone else" })).toBeVisible();
}

function handle(page: Page, name: string): Locator {
  return page.getByRole("button", { name: `Move ${name}`, exact: true });
}

/** Presses on the handle of one row and lets go over that of another, in steps as a hand does. */
async function drag(page: Page, name: string, over: string): Promise<void> {
  const [from, to] = [await middle(handle(page, name)), await middle(handle(page, over))];
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 10 });
  await page.mouse.up();
}

async function middle(target: Locator): Promise<{ x: number; y: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error("the handle is not shown");
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: `${item}: ${name}` }).click();
}

async function expectOrder(page: Page, names: string[]): Promise<void> {
  await expect(page.getByRole("table").getByRole("rowheader").getByRole("link")).toHaveText(names);
}

async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if (await target.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("60 presses of Tab did not reach it");
}

async function profiles(server: Server): Promise<Profile[]> {
  return (await read(server)).value;
}

/** Deletes what other tests made. */
async function deleteOthers(server: Server, names: string[]): Promise<void> {
  const headers = await bearer(server);
  for (const { displayName, id } of await profiles(server)) {
    if (names.includes(displayName)) continue;
    const answer = await fetch(`${profilesUrl(server)}/${id}`, { method: "DELETE", headers });
    if (!answer.ok) throw new Error(`DELETE answered ${answer.status}: ${await answer.text()}`);
  }
}

async function putInOrder(server: Server, names: string[]): Promise<void> {
  const list = await read(server);
  const place = ({ displayName }: Profile) => (names.includes(displayName) ? names.indexOf(displayName) : names.length);
  const profileIds = [...list.value].sort((one, other) => place(one) - place(other)).map(({ id }) => id);
  const headers = { ...(await bearer(server)), "Content-Type": "application/json", "If-Match": list["@pomona.orderEtag"] };
  const body = JSON.stringify({ profileIds });
  const answer = await fetch(`${profilesUrl(server)}/setOrder`, { method: "POST", headers, body });
  if (!answer.ok) throw new Error(`setOrder answered ${answer.status}: ${await answer.text()}`);
}

async function read(server: Server): Promise<{ value: Profile[]; "@pomona.orderEtag": string }> {
  const answer = await fetch(`${profilesUrl(server)}?$expand=assignments&$top=999`, { headers: await bearer(server) });
  if (!answer.ok) throw new Error(`the list answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as { value: Profile[]; "@pomona.orderEtag": string };
}

function profilesUrl(server: Server): string {
  return `${server.url}/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles`;
}

/** One token for each server: making one is a process of its own. */
const tokens = new Map<string, Promise<string>>();
async function bearer(server: Server): Promise<Record<string, string>> {
  const token = tokens.get(server.url) ?? server.token("write");
  tokens.set(server.url, token);
  return { Authorization: `Bearer ${await token}` };
}
