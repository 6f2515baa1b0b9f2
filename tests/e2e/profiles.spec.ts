// Reading: the list in its order, the page of one profile, and both in every way that a person may see them.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

test("the list shows the profiles in their order and leads to each", async ({ page }) => {
  await page.goto("");
  await expect(page).toHaveURL(/\/portal\/apple\/overview$/);
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Enrollment types" }).click();
  const table = page.getByRole("table", { name: "Enrollment profiles, in the order in which they are tried" });
  const first = table.getByRole("row").nth(1);
  await expect(first).toContainText("Field engineers");
  await expect(first).toContainText("Account driven user enrollment");
  await expect(first).toContainText("Contractors EU");
  await expect(page.getByText("2 profiles use user enrollment with Company Portal.")).toBeVisible();

  // The whole row leads there, not only the name.
  const corner = await first.getByRole("cell").nth(3).boundingBox();
  if (!corner) throw new Error("the row is not shown");
  await page.mouse.click(corner.x + 2, corner.y + 2);
  await expect(page.getByRole("heading", { name: "Field engineers", level: 1 })).toBeFocused();
  await expect(page).toHaveTitle("Field engineers · Pomona");
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Enrollment types", level: 1 })).toBeVisible();
});

test("the page of a profile says what the profile is and whom it reaches", async ({ page }) => {
  await openProfile(page, "Ask on first run");
  await expect(page.getByText("after Field engineers, before Executives")).toBeVisible();
  await expect(page.getByText("“Contoso owns this device”")).toBeVisible();
  await expect(page.getByText("1 group uses this name: Sales iPhones.")).toBeVisible();
  await expect(page.getByText("Block personal iOS")).toBeVisible();

  await page.getByRole("link", { name: "What people see" }).click();
  await expect(page.getByRole("heading", { name: "Who owns this iPhone?" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "JSON" }).click();
  await expect(page).toHaveURL(/\?view=json$/);
  await expect(page.getByRole("region", { name: "JSON" })).toContainText('"displayName": "Ask on first run"');
  await page.reload();
  await expect(page.getByRole("region", { name: "JSON" })).toBeVisible();
});

test("the rule of a profile can be copied", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openProfile(page, "Executives");
  await page.getByRole("button", { name: "Copy rule" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('(device.enrollmentProfileName -eq "Executives")');
});

test("the list is read and walked by keyboard alone", async ({ page }) => {
  await page.goto("enrollment-types");
  const name = page.getByRole("link", { name: "Field engineers" });
  await expect(name).toBeVisible();
  await page.getByRole("link", { name: "Create profile" }).focus();
  // The search, two filters, and what ticks and moves the row come first.
  for (let stops = 0; stops < 10 && !(await name.evaluate((link) => (link.getRootNode() as ShadowRoot).activeElement === link)); stops++) {
    await page.keyboard.press("Tab");
  }
  await expect(name).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Field engineers", level: 1 })).toBeFocused();
});

test.describe("an address that leads nowhere", () => {
  test.use({ expectedErrors: [/status of 404/] });

  test("says so", async ({ page }) => {
    await page.goto("enrollment-types/00000000-0000-4000-8000-00000000dead");
    await expect(page.getByRole("heading", { name: "There is no such profile" })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("main").getByRole("link", { name: "Enrollment types" }).click();
    await expect(page.getByRole("link", { name: "Field engineers" })).toBeVisible();
  });
});

test("list and page are accessible, and fit a narrow screen", async ({ page }) => {
  test.slow();
  for (const open of [() => openList(page), () => openProfile(page, "Ask on first run")]) {
    await open();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});

test("narrow rows keep what a screen reader calls them", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  await openList(page);
  const row = page.getByRole("row").filter({ hasText: "Ask on first run" });
  await expect(row.getByRole("rowheader")).toContainText("Ask on first run");
  await expect(page.getByRole("columnheader")).toHaveCount(7);
});

async function openList(page: Page): Promise<void> {
  await page.goto("enrollment-types");
  await expect(page.getByRole("link", { name: "Field engineers" })).toBeVisible();
}

async function openProfile(page: Page, name: string): Promise<void> {
  await page.goto("enrollment-types");
  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await expect(page.getByText("are assigned, directly or through groups.")).toBeVisible();
}
