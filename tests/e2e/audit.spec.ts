// The audit log and the enrollment restrictions: what was done shows up, is found again, and can be linked to.
import { randomUUID } from "node:crypto";
import { expect, test } from "./support/test.ts";
import type { Server } from "./support/server.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

test("a change is found by words, opened, and linked to", async ({ page, server }) => {
  test.slow();
  const name = await rename(server);
  await page.goto("audit-log");
  await page.getByRole("searchbox", { name: "Search names" }).fill(name);
  const row = page.getByRole("row").filter({ hasText: `renamed Before ${name} to ${name}` });
  await expect(row).toBeVisible();
  await expect(row).toContainText("Token");
  await expect(page).toHaveURL(/\?q=/);
  await row.getByRole("button", { name: /^Details: / }).click();
  const changes = page.getByRole("table", { name: "What changed" });
  await expect(changes.getByRole("row", { name: /^Name Changed/ })).toContainText(`Before ${name}`);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  // The whole question is in the address.
  await page.reload();
  await expect(changes.getByRole("row", { name: /^Name Changed/ })).toBeVisible();
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeFocused();
  await page.goBack();
  await expect(changes).toBeVisible();
});

test("the log is filtered by who, what and when, by keyboard alone", async ({ page, server }) => {
  await rename(server);
  await page.goto("audit-log");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByRole("searchbox", { name: "Search names" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.type("e2e");
  await expect(page).toHaveURL(/\?who=e2e$/);
  await expect(page.getByRole("row").nth(1)).toContainText("e2e");
  await page.keyboard.press("Tab");
  const about = page.getByRole("combobox", { name: "What" });
  await expect(about).toBeFocused();
  await about.selectOption("Tokens");
  await expect(page.getByRole("heading", { name: "No change matches" })).toBeVisible();
  await page.getByRole("button", { name: "Clear filters" }).press("Enter");
  await page.getByRole("button", { name: "Today" }).press("Enter");
  await expect(page).toHaveURL(/\?from=\d{4}-\d{2}-\d{2}$/);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
});

test("more of the log is loaded below what is there", async ({ page, server }) => {
  test.slow();
  const headers = { authorization: `Bearer ${await server.token("write")}`, "content-type": "application/json" };
  const id = await firstProfile(server, headers);
  for (let number = 0; number < 51; number += 1) {
    await write(server, headers, "PATCH", `/${id}`, { description: `Number ${number}` });
  }
  await page.goto("audit-log");
  const rows = page.getByRole("table").first().getByRole("row");
  await expect(rows).toHaveCount(51);
  await page.getByRole("button", { name: "Load more" }).click();
  await expect.poll(() => rows.count()).toBeGreaterThan(51);
  await expect(page.getByRole("button", { name: /^Details: / }).nth(50)).toBeFocused();
});

test("the log and the restrictions are accessible, and fit a narrow screen", async ({ page }) => {
  test.slow();
  await page.goto("audit-log");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.goto("enrollment-restrictions");
  const restriction = page.getByRole("heading", { name: "Block personal iOS" }).locator("..");
  await expect(restriction).toContainText("Sales");
  await expect(restriction).toContainText("Account driven user enrollment");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("a printed log is the table without what operates it", async ({ page }) => {
  await page.goto("audit-log");
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("searchbox")).toHaveCount(0);
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await expect(page.getByRole("row").nth(1)).toBeVisible();
});

type Headers = Record<string, string>;

/** Makes a profile and renames it, as a script does; the new name, which no other test uses. */
async function rename(server: Server): Promise<string> {
  const headers = { authorization: `Bearer ${await server.token("write")}`, "content-type": "application/json" };
  const name = `Audited ${randomUUID().slice(0, 8)}`;
  const type = "accountDrivenUserEnrollment";
  const profile = {
    displayName: `Before ${name}`,
    platform: "iOS",
    defaultEnrollmentType: type,
    availableEnrollmentTypeOptions: [{ ownerType: "personal", enrollmentType: type }],
  };
  const created = await write(server, headers, "POST", "", profile);
  await write(server, headers, "PATCH", `/${created.id}`, { displayName: name });
  return name;
}

async function firstProfile(server: Server, headers: Headers): Promise<string> {
  const response = await fetch(profiles(server, "?$select=id&$top=1"), { headers });
  const { value } = (await response.json()) as { value: { id: string }[] };
  return (value[0] as { id: string }).id;
}

async function write(server: Server, headers: Headers, method: string, path: string, body: unknown): Promise<{ id: string }> {
  const response = await fetch(profiles(server, path), { method, headers, body: JSON.stringify(body) });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return (await response.json()) as { id: string };
}

function profiles(server: Server, path: string): string {
  return `${server.url}/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles${path}`;
}
