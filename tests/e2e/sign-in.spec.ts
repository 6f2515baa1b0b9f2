// How a person comes in: by the invitation that the server prints, then by name and password; and how they go.
import { expect, test } from "./support/test.ts";
import { administrator } from "./support/server.ts";
import { expectAccessible } from "./support/accessibility.ts";

test.use({
  asAdministrator: false,
  // The browser writes a line for each answer of 4xx; here they are the subject.
  expectedErrors: [/status of 40[01]/],
});

test("an invitation makes one administrator, who is signed in at once", async ({ page, server }) => {
  const link = await server.invite();
  await page.goto(link);
  await expect(page.getByRole("heading", { name: "Welcome to Pomona" })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/invitation`);
  await expectAccessible(page);

  await page.getByLabel("Name").fill("Grace Hopper");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("link", { name: "Use at least 12 characters." })).toBeVisible();

  await page.getByLabel("Password", { exact: true }).fill("a nanosecond of wire");
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page).toHaveTitle("Overview · Pomona");

  await page.context().clearCookies();
  await page.goto(link);
  await expect(page.getByText("This invitation was used, has expired, or was never made.")).toBeVisible();
});

test("whoever signs in is where they wanted to go, and signing out leads to the door", async ({ page }) => {
  await page.goto("enrollment-types");
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await expectAccessible(page);

  await page.getByLabel("Name").fill(administrator.name);
  await page.getByLabel("Password", { exact: true }).fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByText("That name and password do not go together.")).toBeVisible();

  await page.getByLabel("Password", { exact: true }).fill(administrator.password);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Enrollment types", level: 1 })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Enrollment types", level: 1 })).toBeVisible();

  await page.getByRole("button", { name: "Account and theme" }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
});
