// History: a change is a version, two versions are compared, one is restored, and that is taken back.
import { randomUUID } from "node:crypto";
import { expect, test } from "./support/test.ts";
import type { Page } from "@playwright/test";
import type { Server } from "./support/server.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

test("a change is compared, restored and taken back", async ({ page, server }) => {
  test.slow();
  const { id, name } = await renamed(server);
  await page.goto(`enrollment-types/${id}`);
  await page.getByRole("main").getByRole("link", { name: "History", exact: true }).click();
  await page.getByRole("heading", { name: `History of ${name}`, level: 1 }).waitFor();
  await expect(page.getByRole("row").filter({ hasText: `renamed Before ${name} to ${name}` })).toBeVisible();

  for (const box of await page.getByRole("checkbox").all()) await box.check();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const difference = page.getByRole("region", { name: "What differs" });
  await expect(difference.getByRole("row", { name: /^Name Changed/ })).toContainText(`Before ${name}`);
  await expectAccessible(page);
  await page.reload();
  await expect(difference.getByRole("row", { name: /^Name Changed/ })).toBeVisible();
  await difference.getByRole("link", { name: "JSON" }).click();
  await expect(difference).toContainText('"field": "displayName"');

  await openFirst(page);
  await page.getByRole("button", { name: "Restore this version…" }).click();
  const dialog = page.getByRole("alertdialog");
  await expect(dialog.getByRole("row", { name: /^Name Changed/ })).toBeVisible();
  await expect(dialog).toContainText("No one changes profile.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Restore" }).click();
  await expect(page.getByRole("heading", { name: `History of Before ${name}`, level: 1 })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByRole("heading", { name: `History of ${name}`, level: 1 })).toBeVisible();
  await expect(page.getByText(/^Restored version/)).toHaveCount(2);
});

test("a deleted profile comes back with its id", async ({ page, server }) => {
  test.slow();
  const { id, name } = await renamed(server);
  await call(server, "DELETE", `/${id}`);
  await page.goto(`enrollment-types/${id}/history`);
  await expect(page.getByText("This profile was deleted.")).toBeVisible();
  await openFirst(page);
  await page.getByRole("button", { name: "Restore this version…" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Restore" }).click();
  await expect(page.getByText("This profile was deleted.")).toBeHidden();
  await page.goto(`enrollment-types/${id}`);
  await expect(page.getByRole("heading", { name: `Before ${name}`, level: 1 })).toBeVisible();
});

test("the history of everything is accessible, and fits a narrow screen", async ({ page, server }) => {
  test.slow();
  await renamed(server);
  await page.goto("history");
  await page.getByRole("button", { name: /^Details: / }).first().click();
  await expect(page.getByRole("button", { name: "Restore everything as of this version…" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

/** Opens the oldest version. */
async function openFirst(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Details: / }).last().click();
}

/** A profile that was renamed once; its name is no other test's. */
async function renamed(server: Server): Promise<{ id: string; name: string }> {
  const name = `Version ${randomUUID().slice(0, 8)}`;
  const type = "accountDrivenUserEnrollment";
  const response = await call(server, "POST", "", {
    displayName: `Before ${name}`,
    platform: "iOS",
    defaultEnrollmentType: type,
    availableEnrollmentTypeOptions: [{ ownerType: "personal", enrollmentType: type }],
  });
  const { id } = (await response.json()) as { id: string };
  await call(server, "PATCH", `/${id}`, { displayName: name });
  return { id, name };
}

async function call(server: Server, method: string, path: string, body?: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${await server.token("write")}`, "content-type": "application/json" };
  const address = `${server.url}/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles${path}`;
  const response = await fetch(address, { method, headers, body: body === undefined ? null : JSON.stringify(body) });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return response;
}
