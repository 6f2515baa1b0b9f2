// The portal inside somebody else's page: one element and one script, their address, their policy, their style sheet.
import { randomUUID } from "node:crypto";
import { expect, test } from "./support/test.ts";
import { administrator } from "./support/server.ts";
import { choose } from "./support/choose.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

test.use({ asAdministrator: false });

test("a profile is created inside a host page, which stays as it was", async ({ page, host, embedded }) => {
  test.slow();
  await page.context().addCookies((await embedded.signIn(host.origin)).cookies);
  const name = `Embedded ${randomUUID().slice(0, 8)}`;
  await page.goto(`${host.origin}/it/apple/enrollment-types`);
  await expect(page.getByRole("link", { name: "Field engineers" })).toBeVisible();
  await expect(page.getByText("Contoso", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole("link", { name: "Create profile" }).click();
  await expect(page).toHaveURL(`${host.origin}/it/apple/enrollment-types/new/basics`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Next: Settings" }).click();
  await choose(page, "Account driven user enrollment");
  await page.getByRole("button", { name: "Next: Assignments" }).click();
  await choose(page, "No one yet");
  await page.getByRole("button", { name: "Next: Review + create" }).click();
  await page.getByRole("button", { name: "Create", exact: true }).click();
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("No one yet");

  // The host's own: its title, its links, its button, and nothing of its style inside ours.
  await expect(page).toHaveTitle("Intranet");
  await expect(page.getByRole("button", { name: "A button of the host" })).toHaveCSS("text-transform", "uppercase");
  await expect(page.getByRole("link", { name: "Create profile" })).toHaveCSS("text-transform", "none");
  await expect(page.getByRole("heading", { name: "Enrollment types" })).toHaveCSS("letter-spacing", /^-/);
  await page.getByRole("link", { name: "Apple news" }).click();
  await expect(page).toHaveURL(`${host.origin}/it/apple-news`);
});

test("an address of the portal works as the first one, and Back leads through both", async ({ page, host, embedded }) => {
  await page.context().addCookies((await embedded.signIn(host.origin)).cookies);
  await page.goto(`${host.origin}/it/apple/enrollment-types/new/basics`);
  await expect(page.getByRole("heading", { name: "What is this profile called?" })).toBeVisible();
  await page.getByRole("navigation", { name: "Breadcrumb" }).getByRole("link", { name: "Enrollment types" }).click();
  await page.getByRole("link", { name: "Executives" }).click();
  await expect(page.getByRole("heading", { name: "Executives" })).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("heading", { name: "Enrollment types" })).toBeVisible();
});

test.describe("signed out", () => {
  test.use({ expectedErrors: [/status of 401/] });

  test("whoever is signed out signs in inside the host page", async ({ page, host }) => {
    await page.goto(`${host.origin}/it/apple/enrollment-types`);
    await page.getByLabel("Name").fill(administrator.name);
    await page.getByLabel("Password", { exact: true }).fill(administrator.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("link", { name: "Field engineers" })).toBeVisible();
  });
});
