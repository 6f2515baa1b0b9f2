// The overview: what it says of the sample organization, where it leads, and every way that a person may see it.
import { expect, test } from "./support/test.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

test("the overview says what needs attention and leads there", async ({ page }) => {
  await page.goto("overview");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Good (morning|afternoon|evening), ada$/);
  await expect(page.getByText("decide how iPhones and iPads of 250 people at Contoso enroll.")).toBeVisible();
  await expect(page.getByRole("heading", { name: "People by enrollment type" })).toBeVisible();
  await expect(page.getByText("of 250 people", { exact: true })).toBeVisible();
  await page.getByRole("link", { name: "See them" }).click();
  await expect(page).toHaveURL(/\/enrollment-types\?type=user$/);
  await expect(page.getByRole("link", { name: "BYOD 2023" }).first()).toBeVisible();
});

test("the overview is walked by keyboard alone, in the order of the page", async ({ page }) => {
  await page.goto("overview");
  const concern = page.getByRole("link", { name: "BYOD 2023" }).first();
  await expect(concern).toBeVisible();
  await page.getByRole("button", { name: "Search or jump to" }).focus();
  await page.keyboard.press("Tab");
  await expect(concern).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "BYOD 2023", level: 1 })).toBeFocused();
});

test("recent changes lead to the audit log", async ({ page }) => {
  await page.goto("overview");
  await expect(page.getByRole("heading", { name: "Recent changes" })).toBeVisible();
  await page.getByRole("link", { name: "See the audit log" }).click();
  await expect(page.getByRole("heading", { name: "Audit log", level: 1 })).toBeFocused();
});

test("the overview is accessible, and fits a narrow screen", async ({ page }) => {
  test.slow();
  await page.goto("overview");
  await expect(page.getByRole("heading", { name: "Recent changes" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
