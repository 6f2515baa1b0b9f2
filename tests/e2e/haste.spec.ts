// People who are faster than the server or than the screen: pressing twice, leaving before the answer, going back while saving.
// Nothing that they aim at is missed, and no news is lost.
import type { Page, Route } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { expect, test } from "./support/test.ts";
import type { Server } from "./support/server.ts";

const profiles = "/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles";

test("a double-click on the button that deletes hits nothing behind it, and Undo is there", async ({ page, server }) => {
  const name = await create(server);
  await page.goto("enrollment-types");
  await askToDelete(page, name);
  await page.getByRole("button", { name: "Delete profile" }).dblclick();
  await expect(page.getByText(`${name} was deleted.`)).toBeVisible();
  await expect(page).toHaveURL(/\/enrollment-types$/);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`${name} is back at its place.`)).toBeVisible();
});

test("who leaves the list before the answer hears of it on the next screen, and can take it back there", async ({ page, server }) => {
  const name = await create(server);
  await page.goto("enrollment-types");
  const answer = await holdBack(page, "DELETE");
  await askToDelete(page, name);
  await page.getByRole("button", { name: "Delete profile" }).click();
  await answer.sent;
  await page.getByRole("link", { name: "Overview" }).click();
  await expect(page.getByRole("heading", { name: /^Good / })).toBeFocused();
  await answer.release();
  await expect(page.getByText(`${name} was deleted.`)).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText(`${name} is back at its place.`)).toBeVisible();
});

test.describe("when the server refuses", () => {
  test.use({ expectedErrors: [/503/] });

  test("who left the list before the answer hears that, too", async ({ page, server }) => {
    const name = await create(server);
    await page.goto("enrollment-types");
    const answer = await holdBack(page, "DELETE", (route) => route.fulfill({ status: 503, headers: { "retry-after": "1" }, body: "" }));
    await askToDelete(page, name);
    await page.getByRole("button", { name: "Delete profile" }).click();
    await answer.sent;
    await page.getByRole("link", { name: "Overview" }).click();
    await expect(page.getByRole("heading", { name: /^Good / })).toBeFocused();
    await answer.release();
    await expect(page.getByText(`${name} was not deleted:`)).toBeVisible({ timeout: 30_000 });
  });
});

test("the question before leaving goes when what was being saved is saved", async ({ page, server }) => {
  const name = await create(server);
  await page.goto("enrollment-types");
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("link", { name: "Change Name and description" }).click();
  await page.getByLabel("Description").fill("Changed in haste");
  const answer = await holdBack(page, "PATCH");
  await page.getByRole("button", { name: "Save" }).click();
  await answer.sent;
  await page.goBack();
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });
  await expect(question).toBeVisible();
  await answer.release();
  await expect(question).toBeHidden();
  await expect(page.getByText("Changed in haste").first()).toBeVisible();
});

test("a press that begins in a field with a mistake reaches its button", async ({ page }) => {
  await page.goto("enrollment-types/new/basics");
  await page.getByLabel("Name").fill("Too much to say");
  await page.getByLabel("Description").fill("x".repeat(1001));
  const next = page.getByRole("button", { name: "Next: Settings" });
  const box = await next.boundingBox();
  if (!box) throw new Error("the button is not shown");
  await page.mouse.move(box.x + box.width / 2, box.y + 4);
  await page.mouse.down();
  // As slow as a hand.
  await page.waitForTimeout(150);
  await page.mouse.up();
  await expect(page.getByRole("group", { name: "Check what is marked below" })).toBeVisible();
});

test("a name of the organization that is not saved is not left without being asked", async ({ page }) => {
  await page.goto("settings/organization");
  await page.getByLabel("Name").fill("Contoso Mobile");
  await page.getByRole("link", { name: "Overview" }).click();
  const question = page.getByRole("alertdialog", { name: "Leave without saving the name?" });
  await question.getByRole("button", { name: "Stay" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("Contoso Mobile");
  await page.getByRole("link", { name: "Overview" }).click();
  await question.getByRole("button", { name: "Leave without saving" }).click();
  await expect(page.getByRole("heading", { name: /^Good / })).toBeFocused();
});

/** Holds back the first request of this kind: `sent` is when it was made, `release` lets it go on its way. */
async function holdBack(page: Page, method: string, go = (route: Route) => route.continue()) {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let note = () => {};
  const sent = new Promise<void>((resolve) => (note = resolve));
  await page.route(`**${profiles}/*`, async (route) => {
    if (route.request().method() !== method) return route.fallback();
    note();
    await released;
    await go(route);
  });
  return { sent, release };
}

async function askToDelete(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: `Delete…: ${name}` }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
}

/** Creates a profile for nobody, whose name is returned. */
async function create(server: Server): Promise<string> {
  const displayName = `Hasty ${randomUUID().slice(0, 8)}`;
  const headers = { authorization: `Bearer ${await server.token("write")}`, "content-type": "application/json" };
  const body = JSON.stringify({ displayName, platform: "iOS", defaultEnrollmentType: "webDeviceEnrollment", availableEnrollmentTypeOptions: [{ ownerType: "personal", enrollmentType: "webDeviceEnrollment" }] });
  const answer = await fetch(`${server.url}${profiles}`, { method: "POST", headers, body });
  expect(answer.status).toBe(201);
  return displayName;
}
