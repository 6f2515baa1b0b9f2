// Search or jump to, and the keys that work everywhere: by keyboard alone, by pointer, narrow, and inside the page of a host.
import type { Page } from "@playwright/test";
import { expect, test } from "./support/test.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

const name = "A screen, an action, a profile, a person or a group";

function palette(page: Page) {
  return page.getByRole("dialog", { name: "Search or jump to" });
}

test("everything is reached by keyboard alone, from the moment the page is there", async ({ page }) => {
  await page.goto("overview");
  await expect(page.getByRole("button", { name: "Search or jump to" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(page.getByRole("combobox", { name })).toBeFocused();
  await page.keyboard.type("executives");
  const profiles = page.getByRole("group", { name: "Profiles" });
  await expect(profiles.getByRole("option", { name: /Executives/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Executives", level: 1 })).toBeFocused();

  await page.keyboard.press("Control+k");
  await page.keyboard.type("grace");
  const people = page.getByRole("group", { name: "People" });
  await expect(people.getByRole("option").first()).toContainText("grace@contoso.example");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/directory\/people\/[\w-]+$/);

  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await expect(palette(page)).toBeHidden();
});

test("the palette is accessible, and fits a narrow screen", async ({ page }) => {
  test.slow();
  await page.goto("overview");
  await page.getByRole("button", { name: "Search or jump to" }).click();
  await page.getByRole("combobox", { name }).fill("sales");
  await expect(page.getByRole("group", { name: "Groups" }).getByRole("option").first()).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("option", { name: /^Sales\b/ }).first().click();
  await expect(page).toHaveURL(/\/directory\/groups\/[\w-]+$/);
});

test("the list of shortcuts says what the keys do, and turns the single ones off", async ({ page }) => {
  test.slow();
  await page.goto("overview");
  await expect(page.getByRole("button", { name: "Search or jump to" })).toBeVisible();
  await page.keyboard.press("?");
  const list = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(list).toContainText("Go to the filter of the screen");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await list.getByRole("checkbox", { name: "Single keys" }).uncheck();
  await list.getByRole("button", { name: "Close" }).click();
  await page.keyboard.press("?");
  await page.reload();
  await expect(page.getByRole("button", { name: "Search or jump to" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(list).toBeHidden();

  await page.getByRole("button", { name: "Account and theme" }).click();
  await page.getByRole("menuitem", { name: "Keyboard shortcuts" }).click();
  await list.getByRole("checkbox", { name: "Single keys" }).check();
  await page.keyboard.press("Escape");
  await expect(list).toBeHidden();
  await page.keyboard.press("?");
  await expect(list).toBeVisible();
});

test.describe("inside a host page", () => {
  test.use({ asAdministrator: false });

  test("keys that are pressed outside the portal are the host's", async ({ page, host, embedded }) => {
    await page.context().addCookies((await embedded.signIn(host.origin)).cookies);
    await page.goto(`${host.origin}/it/apple/overview`);
    await expect(page.getByRole("button", { name: "Search or jump to" })).toBeVisible();
    await page.getByRole("button", { name: "A button of the host" }).focus();
    await page.keyboard.press("Control+k");
    await page.keyboard.press("?");
    await expect(page.getByRole("dialog")).toHaveCount(0);

    await page.getByRole("button", { name: "Search or jump to" }).focus();
    await page.keyboard.press("Control+k");
    await expect(palette(page)).toBeVisible();
  });
});
