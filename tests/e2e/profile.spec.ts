// One profile: each section changed by mouse and by keyboard, two administrators at once, deleting and duplicating, and nothing
// typed lost by a reload, a session that ends, a connection that breaks or a server that starts anew. What was saved is read back
// over HTTP each time.
import type { Browser, BrowserContext, Page } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { expect, test } from "./support/test.ts";
import { administrator, type Server, type SignedIn } from "./support/server.ts";
import { choose } from "./support/choose.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";

// Browsers write a line of their own for an answer that refuses, and for none at all.
test.use({ expectedErrors: [/status of (401|404|409|412)|net::ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|SOCKET_NOT_CONNECTED|EMPTY_RESPONSE)/] });

const profiles = "/graph/beta/deviceManagement/appleUserInitiatedEnrollmentProfiles";

test("each section is changed by mouse, every editor accessible", async ({ page, server }) => {
  test.slow();
  const profile = await make(server, "Sections");
  await open(page, profile);
  await look(page);

  await page.getByRole("link", { name: "Change Name and description" }).click();
  await expect(page.getByRole("heading", { name: "What is this profile called?" })).toBeFocused();
  await look(page);
  await page.getByLabel("Description").fill("Changed by mouse");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("heading", { name: profile.displayName, level: 1 })).toBeFocused();
  await expect(page.getByText("Saved.")).toBeVisible();

  await page.getByRole("link", { name: "Change Enrollment type" }).click();
  await expect(page.getByRole("radio", { name: "Web based device enrollment" })).toBeChecked();
  await choose(page, "Determine based on user choice");
  await page.getByRole("checkbox", { name: /entire device/ }).uncheck();
  await look(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“Contoso owns this device”")).toBeVisible();

  await page.getByRole("link", { name: "Change Assigned to" }).click();
  await choose(page, "Selected groups");
  await page.getByRole("combobox", { name: "Add a group" }).fill("finance");
  await page.getByRole("option", { name: /Finance department/ }).click();
  await expect(page.getByRole("complementary", { name: "Effect" }).getByText(/people reached/)).toBeVisible();
  await look(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("list", { name: "Assigned to" })).toContainText("Finance department");
  await expect(page.getByRole("link", { name: /^People reached · \d+$/ })).toBeVisible();

  const saved = await read(server, profile.id);
  expect(saved).toMatchObject({ description: "Changed by mouse", defaultEnrollmentType: "device" });
  expect(saved.availableEnrollmentTypeOptions).toHaveLength(2);
  expect(saved.assignments).toHaveLength(1);
});

test("a section is changed by keyboard alone, and saving can be taken back", async ({ page, server }) => {
  const profile = await make(server, "Keyboard");
  await open(page, profile);
  await tabTo(page, "link", "Change Name and description");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "What is this profile called?" })).toBeFocused();
  await tabTo(page, "textbox", /^Description/);
  await page.keyboard.type("By keyboard");
  await tabTo(page, "button", "Save");
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  expect((await read(server, profile.id)).description).toBe("By keyboard");

  // F6 leads to the toast.
  await page.keyboard.press("F6");
  await expect(page.getByRole("button", { name: "Undo" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Taken back.")).toBeVisible();
  expect((await read(server, profile.id)).description).toBe("");
});

test("renaming names the groups that use the old name and offers the new rule", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("enrollment-types");
  await page.getByRole("link", { name: "Ask on first run" }).click();
  await page.getByRole("link", { name: "Change Name and description" }).click();
  await page.getByLabel("Name").fill("Sales choose");
  await expect(page.getByText("1 dynamic group uses the old name: Sales iPhones.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Copy the new rule" }).click();
  await expect(page.getByRole("button", { name: "Copied" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('(device.enrollmentProfileName -eq "Sales choose")');
});

test("a name that is taken is refused beside the field", async ({ page, server }) => {
  const profile = await make(server, "Taken");
  await page.goto(`enrollment-types/${profile.id}/edit/basics`);
  await page.getByLabel("Name").fill("executives");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("group", { name: "Check what is marked below" })).toBeFocused();
  await expect(page.getByRole("link", { name: "The name Executives is taken. Choose another." })).toBeVisible();
  await expectAccessible(page);
});

test("unsaved changes are asked about before a link, Back and closing, and survive a reload", async ({ page, server }) => {
  const profile = await make(server, "Unsaved");
  await open(page, profile);
  await page.getByRole("link", { name: "Change Name and description" }).click();
  await page.getByLabel("Description").fill("Not saved yet");
  const question = page.getByRole("alertdialog", { name: "Leave without saving?" });

  await page.goBack();
  await expect(question).toBeVisible();
  await expectAccessible(page);
  await question.getByRole("button", { name: "Stay" }).click();
  await expect(page).toHaveURL(/\/edit\/basics$/);
  await expect(page.getByLabel("Description")).toHaveValue("Not saved yet");

  await page.getByRole("link", { name: "Cancel" }).click();
  await question.getByRole("button", { name: "Stay" }).click();

  let asked = 0;
  page.on("dialog", (dialog) => {
    asked += 1;
    return dialog.accept();
  });
  await page.reload();
  expect(asked, "the browser asks before the page goes").toBe(1);
  await expect(page.getByText("These changes are as you left them.")).toBeVisible();
  await expect(page.getByLabel("Description")).toHaveValue("Not saved yet");

  await page.goBack();
  await question.getByRole("button", { name: "Leave without saving" }).click();
  await expect(page.getByRole("heading", { name: profile.displayName, level: 1 })).toBeVisible();
  await expect(page).toHaveURL(new RegExp(`/enrollment-types/${profile.id}$`));
  await page.goForward();
  await expect(page.getByLabel("Description")).toHaveValue("");
});

test("two administrators at once: mine again, theirs, or keep editing", async ({ page, browser, server, signedIn, baseURL }) => {
  test.slow();
  const profile = await make(server, "Race");
  const other = await another(browser, signedIn, baseURL);
  const theirs = await other.newPage();

  // Keep editing loses nothing and overwrites nothing.
  await race(page, theirs, profile, "Mine 1", "Theirs 1");
  const conflict = page.getByRole("alertdialog", { name: /changed this profile meanwhile/ });
  await expect(conflict).toContainText("Theirs 1");
  await expect(conflict).toContainText("Mine 1");
  await look(page);
  await conflict.getByRole("button", { name: "Keep editing" }).click();
  await expect(page.getByLabel("Description")).toHaveValue("Mine 1");
  expect((await read(server, profile.id)).description).toBe("Theirs 1");

  // Mine again goes on top of theirs.
  await page.getByRole("button", { name: "Save" }).click();
  await conflict.getByRole("button", { name: "Apply mine again" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect((await read(server, profile.id)).description).toBe("Mine 1");

  // Theirs is taken, and mine is gone.
  await race(page, theirs, profile, "Mine 2", "Theirs 2");
  await conflict.getByRole("button", { name: "Take theirs" }).click();
  await expect(page.getByRole("heading", { name: profile.displayName, level: 1 })).toBeVisible();
  await expect(page.getByText("Theirs 2").first()).toBeVisible();
  expect((await read(server, profile.id)).description).toBe("Theirs 2");
  await other.close();
});

test("a profile that is deleted meanwhile is made again from what was typed", async ({ page, server }) => {
  const profile = await make(server, "Deleted meanwhile");
  await page.goto(`enrollment-types/${profile.id}/edit/basics`);
  await page.getByLabel("Description").fill("Still here");
  await ask(server, "DELETE", `${profiles}/${profile.id}`);
  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("alertdialog", { name: "This profile was deleted meanwhile" });
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Create it again" }).click();
  await expect(page.getByText(`${profile.displayName} was created again. It has a new id.`)).toBeVisible();
  await expect(page).not.toHaveURL(new RegExp(profile.id));
  await expect(page.getByText("Still here").first()).toBeVisible();
});

test("deleting says what is lost, and Undo makes the profile again at its place", async ({ page, server }) => {
  const everybody = { target: { "@odata.type": "#microsoft.graph.allLicensedUsersAssignmentTarget" } };
  const profile = await make(server, "Delete", { priority: 1, assignments: [everybody] });
  await open(page, profile);
  await page.getByRole("button", { name: "Delete" }).click();
  const question = page.getByRole("alertdialog", { name: `Delete ${profile.displayName}?` });
  await expect(question.getByText(/^\d+ people get .+ instead\.$/).first()).toBeVisible();
  await look(page);
  await question.getByRole("button", { name: "Delete profile" }).click();
  await expect(page.getByRole("heading", { name: "Enrollment types", level: 1 })).toBeVisible();
  await expect(page.getByText(`${profile.displayName} was deleted.`)).toBeVisible();
  await expect(page.getByRole("link", { name: profile.displayName })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.getByText("is back at its place. It has a new id.")).toBeVisible();
  const { value } = (await ask(server, "GET", `${profiles}?$expand=assignments&$top=999`)) as { value: Profile[] };
  expect(value[1]).toMatchObject({ displayName: profile.displayName });
  expect(value[1]?.assignments).toHaveLength(1);
  expect(value[1]?.id).not.toBe(profile.id);
  await ask(server, "DELETE", `${profiles}/${value[1]?.id}`);
});

test("duplicating opens Create profile with a copy", async ({ page, server }) => {
  const profile = await make(server, "Original", { description: "To be copied" });
  await open(page, profile);
  await page.getByRole("button", { name: "Duplicate" }).click();
  await expect(page.getByText("This is a copy to change as you like.")).toBeVisible();
  await expect(page.getByLabel("Name")).toHaveValue(`Copy of ${profile.displayName}`);
  await expect(page.getByLabel("Description")).toHaveValue("To be copied");
  await page.getByRole("button", { name: "Next: Settings" }).click();
  await expect(page.getByRole("radio", { name: "Web based device enrollment" })).toBeChecked();
});

test("a session that ends in the middle asks to sign in again in place", async ({ page, context, server }) => {
  const profile = await make(server, "Session");
  await page.goto(`enrollment-types/${profile.id}/edit/basics`);
  await page.getByLabel("Description").fill("Typed before the session ended");
  await context.clearCookies();
  await page.getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog", { name: "Sign in to go on" });
  await expect(dialog.getByLabel("Name")).toHaveValue(administrator.name);
  await expect(dialog.getByLabel("Password", { exact: true })).toBeFocused();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await dialog.getByLabel("Password", { exact: true }).fill(administrator.password);
  await page.keyboard.press("Enter");
  await expect(page.getByText("Saved.")).toBeVisible();
  expect((await read(server, profile.id)).description).toBe("Typed before the session ended");
});

test("before a session that nobody uses ends, a dialog offers to stay", async ({ page }) => {
  await page.clock.install();
  await page.goto("enrollment-types");
  await expect(page.getByRole("link", { name: "Field engineers" })).toBeVisible();
  await page.clock.fastForward("01:58:00");
  const warning = page.getByRole("alertdialog", { name: "Are you still there?" });
  await expect(warning.getByRole("button", { name: "Stay signed in" })).toBeFocused();
  await warning.getByRole("button", { name: "Stay signed in" }).click();
  await expect(warning).toBeHidden();
});

test("without a connection nothing typed is lost, and saving works afterwards", async ({ page, context, server }) => {
  const profile = await make(server, "Offline");
  await page.goto(`enrollment-types/${profile.id}/edit/basics`);
  await page.getByLabel("Description").fill("Typed offline");
  await context.setOffline(true);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("alert")).toContainText("The server cannot be reached.");
  const banner = page.getByText("The server cannot be reached at the moment.").first();
  await expect(banner).toBeVisible();
  await expectAccessible(page);
  await context.setOffline(false);
  await expect(banner).toBeHidden();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect((await read(server, profile.id)).description).toBe("Typed offline");
});

test("a server that starts anew in the middle keeps the session, and saving works afterwards", async ({ page, server }) => {
  const profile = await make(server, "Restart");
  await page.goto(`enrollment-types/${profile.id}/edit/basics`);
  await page.getByLabel("Description").fill("Typed while the server was away");
  await server.restart(async () => {
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert")).toContainText("The server cannot be reached.");
    await expect(page.getByLabel("Description")).toHaveValue("Typed while the server was away");
  });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
  expect((await read(server, profile.id)).description).toBe("Typed while the server was away");
});

interface Profile {
  id: string;
  displayName: string;
  description: string;
  availableEnrollmentTypeOptions: unknown[];
  assignments: unknown[];
}

/** A profile of this test's own: tests share a server. */
async function make(server: Server, name: string, more: object = {}): Promise<Profile> {
  const displayName = `${name} ${randomUUID().slice(0, 8)}`;
  const type = { defaultEnrollmentType: "webDeviceEnrollment", availableEnrollmentTypeOptions: [{ ownerType: "personal", enrollmentType: "webDeviceEnrollment" }] };
  return (await ask(server, "POST", profiles, { displayName, description: "", platform: "iOS", ...type, ...more })) as Profile;
}

async function read(server: Server, id: string): Promise<Profile> {
  return (await ask(server, "GET", `${profiles}/${id}?$expand=assignments`)) as Profile;
}

async function ask(server: Server, method: string, path: string, body?: object): Promise<unknown> {
  const headers = { authorization: `Bearer ${await server.token("write")}`, "content-type": "application/json" };
  const response = await fetch(server.url + path, { method, headers, body: body && JSON.stringify(body) });
  expect(response.ok, `${method} ${path}: ${response.status}`).toBe(true);
  return response.status === 204 ? undefined : response.json();
}

async function open(page: Page, profile: Profile): Promise<void> {
  await page.goto(`enrollment-types/${profile.id}`);
  await expect(page.getByRole("heading", { name: profile.displayName, level: 1 })).toBeVisible();
}

/** The same administrator in another browser. */
async function another(browser: Browser, signedIn: SignedIn, baseURL: string | undefined): Promise<BrowserContext> {
  return browser.newContext({ storageState: signedIn, baseURL, reducedMotion: "reduce" });
}

/** Both read the same version; theirs is saved first, and mine is refused. */
async function race(mine: Page, theirs: Page, profile: Profile, myText: string, theirText: string): Promise<void> {
  for (const page of [mine, theirs]) {
    await page.goto(`enrollment-types/${profile.id}/edit/basics`);
    await expect(page.getByLabel("Description")).toBeVisible();
  }
  await mine.getByLabel("Description").fill(myText);
  await theirs.getByLabel("Description").fill(theirText);
  await theirs.getByRole("button", { name: "Save" }).click();
  await expect(theirs.getByText("Saved.")).toBeVisible();
  await mine.getByRole("button", { name: "Save" }).click();
}

async function look(page: Page): Promise<void> {
  // What is counted anew is faded while it is.
  await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** Presses Tab until something with this role and name has the focus: only what a keyboard reaches is found. */
async function tabTo(page: Page, role: "button" | "link" | "textbox", name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name, exact: true });
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press("Tab");
    for (const each of await target.all()) {
      if (await each.evaluate((element) => (element.getRootNode() as ShadowRoot).activeElement === element)) return;
    }
  }
  throw new Error(`60 presses of Tab did not reach the ${role} ${name}`);
}
