// Who gets what: "why did Grace's phone enroll like that?", answered in one screen with a link to paste in a ticket.
import { expect, test } from "./support/test.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";
import type { Page } from "@playwright/test";

const why = "Assigned to Sales. Grace is a member of Sales EMEA, which is in Sales.";

/** From the overview, as the help desk does. */
async function askAboutGrace(page: Page): Promise<void> {
  await page.goto("overview");
  await page.getByRole("combobox", { name: "Name or address" }).fill("grace");
  await page.getByRole("option", { name: /^Grace Moreau/ }).click();
  await expect(page.getByText(why)).toBeVisible();
}

test("one click from the overview answers why", async ({ page }) => {
  await askAboutGrace(page);
  await expect(page.getByRole("heading", { name: "Who gets what", level: 1 })).toBeFocused();
  await expect(page.getByRole("combobox", { name: "Person" })).toHaveValue("Grace Moreau · grace@contoso.example");
  const applies = page.getByRole("listitem").filter({ hasText: "Applies" });
  await expect(applies).toContainText("Ask on first run");
  await expect(page.getByRole("navigation", { name: "Breadcrumb" })).toContainText("Enrollment");
  await expect(page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Who gets what" })).toHaveAttribute("aria-current", "page");
});

test("typing her name in the palette answers it too", async ({ page }) => {
  await page.goto("enrollment-types");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+K");
  await page.keyboard.type("grace m");
  await page.getByRole("option", { name: "Who gets what: Grace Moreau" }).click();
  await expect(page.getByText(why)).toBeVisible();
});

test("the link that is copied asks the same question, and Back returns to the one before", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await askAboutGrace(page);
  await page.getByLabel("Device", { exact: true }).selectOption("iPad");
  await expect(page).toHaveURL(/platform=iPadOS/);
  await page.getByLabel("Answers").selectOption({ label: "“I own this device”, work apps and data only" });
  await expect(page).toHaveURL(/owns=personal&scope=workData$/);
  await expect(page.getByText("Overridden")).toBeVisible();
  await page.getByRole("button", { name: "Copy link" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(page.url());

  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByText("Overridden")).toBeVisible();
  await expect(other.getByLabel("Device", { exact: true })).toHaveValue("iPadOS");
  await other.close();

  await page.goBack();
  await expect(page.getByText("Who owns this iPad? The answer decides:")).toBeVisible();
  await expect(page.getByLabel("Answers")).toHaveValue("");
});

test("the question is asked by keyboard alone, and its answer said", async ({ page }) => {
  await page.goto("who-gets-what");
  await page.getByRole("combobox", { name: "Person" }).focus();
  await page.keyboard.type("grace");
  await expect(page.getByRole("option", { name: /^Grace Moreau/ })).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page.getByText(why)).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Person" })).toBeFocused();
  await expect(page.getByRole("status").filter({ hasText: "Ask on first run applies to Grace Moreau" })).toBeAttached();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("Answers")).toBeFocused();
});

test("a phone that is too old says every reason", async ({ page }) => {
  await askAboutGrace(page);
  await page.getByLabel("Answers").selectOption({ label: "“I own this device”, work apps and data only" });
  await page.getByLabel("System version").fill("12.5");
  await expect(page.getByText("It needs iOS 13.0 or later.")).toBeVisible();
  await expect(page.getByText("Newly enrolled devices cannot use this type")).toBeVisible();
  await page.getByLabel("System version").fill("12.");
  await expect(page.getByText("Write the version in numbers")).toBeVisible();
});

test("the directory leads to the question about somebody", async ({ page }) => {
  await page.goto("directory/people?q=grace");
  await page.getByRole("link", { name: "Grace Moreau" }).click();
  await page.getByRole("link", { name: "Who gets what" }).last().click();
  await expect(page.getByText(why)).toBeVisible();
});

test("on paper there is the question with its answer, and nothing to press", async ({ page }) => {
  await askAboutGrace(page);
  await page.emulateMedia({ media: "print" });
  await expect(page.getByText(why)).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Person" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Copy link" })).toBeHidden();
  await expect(page.getByRole("navigation", { name: "Screens" })).toBeHidden();
});

test("who gets what is accessible, and fits a narrow screen", async ({ page }) => {
  test.slow();
  await page.goto("who-gets-what");
  await expect(page.getByRole("heading", { name: "Whose device is it?" })).toBeVisible();
  await expectAccessible(page);
  await askAboutGrace(page);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
