// Create profile, from the first step to the row in the list: by mouse, by keyboard alone, with a device group, through a reload;
// and inside the page of a host. What was made is read back over HTTP each time.
import type { Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { expect, test } from "./support/test.ts";
import type { Server } from "./support/server.ts";
import { choose } from "./support/choose.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

test("a profile is created by mouse, each step accessible", async ({ page, server }) => {
  // axe looks twelve times.
  test.slow();
  const name = unique("Personal iPhones of Finance");
  await page.goto("enrollment-types");
  await page.getByRole("link", { name: "Create profile" }).click();
  await expect(page.getByRole("heading", { name: "What is this profile called?" })).toBeFocused();
  await expect(page.getByText("Device users never see them.")).toBeVisible();
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Description").fill("Made by mouse");
  await expect(page.getByText(`(device.enrollmentProfileName -eq "${name}")`)).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: "Next: Settings" }).click();

  await expect(page.getByRole("heading", { name: "How should devices enroll?" })).toBeFocused();
  await choose(page, "Determine based on user choice");
  await page.getByRole("checkbox", { name: /entire device/ }).uncheck();
  await look(page);
  await page.getByRole("button", { name: "Next: Assignments" }).click();

  await expect(page.getByRole("heading", { name: "Whom should this profile reach?" })).toBeFocused();
  await choose(page, "Selected groups");
  await page.getByRole("combobox", { name: "Add a group" }).fill("finance");
  await page.getByRole("option", { name: /Finance department/ }).click();
  await expect(page.getByRole("button", { name: "Remove Finance department" })).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: "Next: Review + create" }).click();

  await expect(page.getByRole("heading", { name: "Is this right?" })).toBeFocused();
  await expect(page.getByText(name, { exact: true })).toBeVisible();
  await expect(page.getByText("“Contoso owns this device”")).toBeVisible();
  await expect(page.getByText(/people reached/)).toBeVisible();
  await expect(page.getByLabel("Place in the order")).toContainText("After Pilot 2022 (proposed)");
  await look(page);

  // Change leads back to the step and from there straight to the review again.
  await page.getByRole("link", { name: "Change Description" }).click();
  await page.getByLabel("Description").fill("Made by mouse, changed once");
  await page.getByRole("button", { name: "Back to review" }).click();
  await expect(page.getByText("Made by mouse, changed once")).toBeVisible();
  await page.getByRole("button", { name: "Create", exact: true }).click();

  await expect(page.getByRole("heading", { name: "Enrollment types", level: 1 })).toBeFocused();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toBeInViewport();
  await expect(row).toContainText("Determine based on user choice");
  await expect(row).toContainText("Finance department");

  const made = await readBack(server, name);
  expect(made).toMatchObject({
    description: "Made by mouse, changed once",
    platform: "iOS",
    defaultEnrollmentType: "device",
    availableEnrollmentTypeOptions: expect.arrayContaining([
      { ownerType: "company", enrollmentType: "device" },
      { ownerType: "personal", enrollmentType: "accountDrivenUserEnrollment" },
    ]),
  });
  expect(made.availableEnrollmentTypeOptions).toHaveLength(2);
  expect(made.assignments).toHaveLength(1);
});

test("a profile is created by keyboard alone", async ({ page, server }) => {
  const name = unique("Keyboard");
  await page.goto("enrollment-types");
  await expect(page.getByRole("link", { name: "Field engineers" })).toBeVisible();
  await tabTo(page, "link", "Create profile");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What is this profile called?" })).toBeFocused();

  // Going on too early says what is missing and leads there.
  await tabTo(page, "button", "Next: Settings");
  await page.keyboard.press("Enter");
  await tabTo(page, "link", "Enter a name.");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Name")).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "How should devices enroll?" })).toBeFocused();
  await tabTo(page, "radio", /./);
  await page.keyboard.press("Space");
  await expect(page.getByRole("radio", { name: "Account driven user enrollment" })).toBeChecked();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Web based device enrollment" })).toBeChecked();
  await tabTo(page, "button", "Next: Assignments");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Whom should this profile reach?" })).toBeFocused();
  await tabTo(page, "radio", /./);
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("radio", { name: "Selected groups" })).toBeChecked();
  await tabTo(page, "combobox", "Add a group");
  await page.keyboard.type("contractors");
  await expect(page.getByRole("option", { name: /Contractors EU/ })).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Remove Contractors EU" })).toBeVisible();
  await tabTo(page, "button", "Next: Review + create");
  await page.keyboard.press("Enter");

  await expect(page.getByRole("heading", { name: "Is this right?" })).toBeFocused();
  await tabTo(page, "button", "Create");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Enrollment types", level: 1 })).toBeFocused();
  await expect(page.getByRole("row").filter({ hasText: name })).toContainText("Contractors EU");

  expect(await readBack(server, name)).toMatchObject({
    defaultEnrollmentType: "webDeviceEnrollment",
    availableEnrollmentTypeOptions: [{ ownerType: "personal", enrollmentType: "webDeviceEnrollment" }],
  });
});

test("a device group is refused with its reason, assigned or dynamic", async ({ page }) => {
  await startDraft(page, unique("Refused"));
  await choose(page, "Selected groups");
  const picker = page.getByRole("combobox", { name: "Add a group" });
  for (const [typed, group] of [["Field iPads", "Field iPads"], ["Sales iPhones", "Sales iPhones"]] as const) {
    await picker.fill(typed);
    const option = page.getByRole("option", { name: new RegExp(group) });
    await expect(option).toHaveAttribute("aria-disabled", "true");
    await expect(option).toContainText("device group");
    // Pressed anyhow, as people do.
    await option.click({ force: true });
    await expect(page.getByRole("button", { name: `Remove ${group}` })).toHaveCount(0);
  }
  await expectAccessible(page);
});

test("the draft survives a reload, and leaving asks first", async ({ page }) => {
  test.slow();
  const name = unique("Kept");
  await startDraft(page, name);
  await choose(page, "All users");
  page.on("dialog", (dialog) => dialog.accept());
  await page.reload();
  await expect(page.getByRole("radio", { name: "All users" })).toBeChecked();
  await page.goBack();
  await page.goBack();
  await expect(page.getByLabel("Name")).toHaveValue(name);

  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Enrollment types" }).click();
  const leaving = page.getByRole("alertdialog", { name: "Leave before the profile is created?" });
  await expect(leaving).toBeVisible();
  await expectAccessible(page);
  await leaving.getByRole("button", { name: "Stay" }).click();
  await expect(page.getByLabel("Name")).toHaveValue(name);

  await page.getByRole("button", { name: "Discard" }).click();
  const discarding = page.getByRole("alertdialog", { name: "Discard this draft?" });
  await expectAccessible(page);
  await discarding.getByRole("button", { name: "Discard draft" }).click();
  await expect(page.getByRole("heading", { name: "Enrollment types", level: 1 })).toBeVisible();
  await page.getByRole("link", { name: "Create profile" }).click();
  await expect(page.getByLabel("Name")).toHaveValue("");
});

test("the retired type is chosen only on purpose", async ({ page }) => {
  await page.goto("enrollment-types/new/basics");
  await page.getByLabel("Name").fill(unique("Retired"));
  await page.getByRole("button", { name: "Next: Settings" }).click();
  await choose(page, "User enrollment with Company Portal");
  await page.getByRole("button", { name: "Next: Assignments" }).click();
  await expect(page.getByRole("link", { name: /Confirm that you want a type/ })).toBeVisible();
  await look(page);
  await page.getByRole("checkbox", { name: /newly enrolled devices cannot use it/ }).check();
  await page.getByRole("button", { name: "Next: Assignments" }).click();
  await expect(page.getByRole("heading", { name: "Whom should this profile reach?" })).toBeFocused();
});

test("a name that is taken is refused before anything is sent", async ({ page }) => {
  await page.goto("enrollment-types/new/basics");
  await page.getByLabel("Name").fill("EXECUTIVES");
  await page.getByRole("button", { name: "Next: Settings" }).click();
  await expect(page.getByRole("link", { name: "The name Executives is taken. Choose another." })).toBeVisible();
  await expect(page).toHaveURL(/\/new\/basics$/);
});

test("the phone in the preview asks what people will be asked", async ({ page }) => {
  await page.goto("enrollment-types/new/basics");
  await page.getByLabel("Name").fill(unique("Preview"));
  await page.getByRole("button", { name: "Next: Settings" }).click();
  await choose(page, "Determine based on user choice");
  await choose(page, /^I own this device/);
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "How much should be secured?" })).toBeVisible();
  await expectAccessible(page);
});

/** Assignments with a name and a type before it. */
async function startDraft(page: Page, name: string): Promise<void> {
  await page.goto("enrollment-types/new/basics");
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Next: Settings" }).click();
  await choose(page, "Web based device enrollment");
  await page.getByRole("button", { name: "Next: Assignments" }).click();
  await expect(page.getByRole("heading", { name: "Whom should this profile reach?" })).toBeFocused();
}

async function look(page: Page): Promise<void> {
  // What is counted anew is faded while it is.
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** Presses Tab until something with this role and name has the focus: only what a keyboard reaches is found. */
async function tabTo(page: Page, role: "button" | "combobox" | "link" | "radio", name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    for (const each of await target.all()) {
      if (await each.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)) return;
    }
  }
  throw new Error(`60 presses of Tab did not reach the ${role} ${name}`);
}

interface Profile {
  displayName: string;
  availableEnrollmentTypeOptions: unknown[];
  assignments: unknown[];
}

/** The profile as any client of the contract reads it. */
async function readBack(server: Server, name: string): Promise<Profile> {
  const headers = { authorization: `Bearer ${await server.token("read")}` };
  const path = "/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles?$expand=assignments&$top=999";
  const response = await fetch(server.url + path, { headers });
  expect(response.status).toBe(200);
  const { value } = (await response.json()) as { value: Profile[] };
  const found = value.filter((profile) => profile.displayName === name);
  expect(found).toHaveLength(1);
  return found[0] as Profile;
}

/** A name that no other test uses: they share a server, and names are unique. */
function unique(name: string): string {
  return `${name} ${randomUUID().slice(0, 8)}`;
}
