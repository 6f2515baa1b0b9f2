// Administering the portal in the portal: a reader comes in by an invitation and sees what readers see, a token works until it is
// revoked, the organization gets another name, a password is changed.
import type { Browser, Page } from "@playwright/test";
import { expect, test as base } from "./support/test.ts";
import { Server } from "./support/server.ts";
import { choose } from "./support/choose.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

// A server of its own: what is changed here would be news to the other flows.
const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = await Server.start("/portal/apple");
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
});

const password = "a nanosecond of wire";

test("an invited reader sees everything and changes nothing, until somebody decides otherwise", async ({ page, browser, server }) => {
  await page.goto("settings/administrators");
  await page.getByRole("button", { name: "Invite…" }).click();
  const dialog = page.getByRole("dialog", { name: "Invite somebody" });
  await choose(page, "Reader");
  await dialog.getByRole("button", { name: "Create invitation" }).click();
  const link = await dialog.getByRole("code").textContent();
  await expect(dialog.getByText("This link is shown once.")).toBeVisible();
  await dialog.getByRole("button", { name: "Done" }).click();
  await expect(page.getByRole("button", { name: "Invite…" })).toBeFocused();
  await expect(page.getByRole("button", { name: "Revoke Reader" })).toBeVisible();

  const reader = await accept(browser, link ?? "", "Rita Reader");
  await expect(reader.getByRole("complementary", { name: "Navigation" })).toContainText("Reader");
  await reader.goto(`${server.url}/enrollment-types`);
  await expect(reader.getByRole("link", { name: "Field engineers" })).toBeVisible();
  await expect(reader.getByRole("link", { name: "Create profile" })).toHaveCount(0);
  await reader.goto(`${server.url}/settings`);
  await expect(reader.getByText("Only administrators change the name.")).toBeVisible();
  await expect(reader.getByRole("button", { name: "Save" })).toHaveCount(0);
  for (const part of ["administrators", "tokens"]) {
    await reader.goto(`${server.url}/settings/${part}`);
    await expect(reader.getByRole("heading", { name: "Only administrators see this" })).toBeVisible();
  }
  await expectAccessible(reader);
  await reader.goto(`${server.url}/directory/import`);
  await expect(reader.getByRole("heading", { name: "Only administrators import" })).toBeVisible();

  await page.reload();
  await page.getByRole("button", { name: "Make administrator Rita Reader" }).click();
  await expect(page.getByText("Rita Reader is an administrator now.")).toBeVisible();
  await reader.goto(`${server.url}/enrollment-types`);
  await expect(reader.getByRole("link", { name: "Create profile" })).toBeVisible();

  await page.getByRole("button", { name: "Remove… Rita Reader" }).click();
  const question = page.getByRole("alertdialog", { name: "Remove Rita Reader?" });
  await expect(question).toContainText("is signed out at once");
  await question.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(page.getByRole("rowheader", { name: "Rita Reader" })).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Administrators", level: 1 })).toBeFocused();
  await reader.goto(`${server.url}/enrollment-types`);
  await expect(reader.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await reader.context().close();
});

test("the last administrator cannot go, and the buttons say why", async ({ page }) => {
  await page.goto("settings/administrators");
  const button = page.getByRole("button", { name: "Make reader ada" });
  await expect(button).toHaveAttribute("aria-disabled", "true");
  await expect(button).toHaveAccessibleDescription("Nobody else may change things.");
});

test("a token is made, tried and revoked by keyboard alone", async ({ page, server }) => {
  await page.goto("settings/tokens");
  await page.getByRole("button", { name: "Create token…" }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Create a token" });
  await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByText("Enter a name.")).toBeVisible();
  await page.keyboard.type("Nightly report");
  await page.keyboard.press("Tab");
  await expect(dialog.getByRole("radio", { name: "Read", exact: true })).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(dialog.getByLabel("Ends after")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");

  await expect(dialog.getByText("This token is shown once.")).toBeVisible();
  const token = await dialog.getByRole("code").first().textContent();
  await expect(dialog.getByRole("code").nth(1)).toContainText(`curl -H 'Authorization: Bearer ${token}' ${server.url}/graph/beta`);
  const ask = () => fetch(`${server.url}/graph/beta/organization`, { headers: { authorization: `Bearer ${token}` } });
  expect((await ask()).status).toBe(200);
  await page.keyboard.press("Escape");
  await expect(page.getByRole("button", { name: "Create token…" })).toBeFocused();

  await page.reload();
  const row = page.getByRole("row").filter({ hasText: "Nightly report" });
  await expect(row).toContainText("Read");
  await expect(row).toContainText("Today");
  await row.getByRole("button", { name: "Revoke… Nightly report" }).focus();
  await page.keyboard.press("Enter");
  const question = page.getByRole("alertdialog", { name: "Revoke Nightly report?" });
  await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(page.getByText("The token Nightly report was revoked.")).toBeVisible();
  await expect(row).toHaveCount(0);
  expect((await ask()).status).toBe(401);
});

test("a new name of the organization shows at once", async ({ page }) => {
  const side = page.getByRole("complementary", { name: "Navigation" });
  await page.goto("settings");
  for (const name of ["Contoso Ltd", "Contoso"]) {
    await page.getByLabel("Name").fill(name);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText(`The organization is called ${name} now.`)).toBeVisible();
    await expect(side).toContainText(name);
  }
});

test.describe("a password", () => {
  test.use({ expectedErrors: [/status of 40[01]/] });

  test("is changed by whoever knows the current one, and ends the other sessions", async ({ browser, server }) => {
    const here = await accept(browser, await server.invite(), "Grace Hopper");
    const elsewhere = await signIn(browser, server, "Grace Hopper", password);
    await here.goto(`${server.url}/settings/account`);
    await here.getByLabel("Current password").fill("not the password");
    await here.getByLabel("New password").fill("another nanosecond");
    await here.keyboard.press("Enter");
    await expect(here.getByText("This is not your current password.")).toBeVisible();
    await expect(here.getByLabel("Current password")).toBeFocused();

    await here.getByLabel("Current password").fill(password);
    await here.keyboard.press("Enter");
    await expect(here.getByText("Your other sessions ended.")).toBeVisible();
    await expect(here.getByLabel("New password")).toHaveValue("");
    await expectAccessible(here);

    await elsewhere.reload();
    await expect(elsewhere.getByRole("heading", { name: "Sign in" })).toBeVisible();
    const again = await signIn(browser, server, "Grace Hopper", "another nanosecond");
    for (const page of [here, elsewhere, again]) await page.context().close();
  });
});

test("every part and dialog is accessible and fits a narrow screen", async ({ page }) => {
  // axe looks eighteen times.
  test.slow();
  for (const [part, heading] of [
    ["organization", "Organization"],
    ["administrators", "Administrators"],
    ["tokens", "API tokens"],
    ["account", "Your account"],
  ]) {
    await page.goto(`settings/${part}`);
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expect(page.getByRole("navigation", { name: "Settings" }).getByRole("link", { name: heading })).toHaveAttribute("aria-current", "page");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
  for (const [part, button, dialog] of [
    ["administrators", "Invite…", "Invite somebody"],
    ["tokens", "Create token…", "Create a token"],
  ]) {
    await page.goto(`settings/${part}`);
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole("dialog", { name: dialog })).toBeVisible();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});

/** Opens an invitation in a browser of its own, and becomes the one who was invited. */
async function accept(browser: Browser, link: string, name: string): Promise<Page> {
  const page = await (await browser.newContext({ storageState: undefined })).newPage();
  await page.goto(link);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page).toHaveTitle("Overview · Pomona");
  return page;
}

async function signIn(browser: Browser, server: Server, name: string, secret: string): Promise<Page> {
  const page = await (await browser.newContext({ storageState: undefined })).newPage();
  await page.goto(`${server.url}/overview`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(secret);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveTitle("Overview · Pomona");
  return page;
}
