// The directory: people and groups are found, each says through which groups, and three CSV files become the directory.
import { writeFile } from "node:fs/promises";
import { expect, test as base } from "./support/test.ts";
import { Server } from "./support/server.ts";
import { expectAccessible, expectNoSidewaysScroll } from "./support/accessibility.ts";
import type { Page } from "@playwright/test";

// A server of its own: what is imported here would change the numbers of the other flows.
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

test("a person is found, and says through which groups", async ({ page }) => {
  await page.goto("overview");
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Directory" }).click();
  await expect(page.getByRole("heading", { name: "People", level: 1 })).toBeFocused();
  await expect(page.getByRole("search")).toContainText(/\d+ people/);
  await page.getByLabel("Search people").fill("grace");
  await expect(page).toHaveURL(/\/directory\/people\?q=grace$/);
  await expect(page.getByRole("rowheader")).toHaveText(["Grace Moreau"]);

  await page.getByRole("link", { name: "Grace Moreau" }).click();
  await expect(page.getByRole("heading", { name: "Grace Moreau", level: 1 })).toBeFocused();
  await expect(page).toHaveTitle("Grace Moreau · Pomona");
  const sales = page.getByRole("row").filter({ has: page.getByRole("link", { name: "Sales", exact: true }) });
  await expect(sales.getByRole("listitem")).toHaveText(["Sales EMEA"]);

  await page.getByRole("link", { name: "Sales", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Sales", level: 1 })).toBeFocused();
  await expect(page.getByRole("link", { name: "Ask on first run" })).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page.getByLabel("Search people")).toHaveValue("grace");
});

test("everybody is walked through by keyboard alone", async ({ page }) => {
  await page.goto("directory");
  const rows = page.getByRole("rowheader");
  await expect(rows).toHaveCount(50);
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search people")).toBeFocused();
  await page.keyboard.press("Tab");
  await expect(rows.first().getByRole("link")).toBeFocused();
  await page.getByRole("button", { name: "Load more" }).focus();
  await page.keyboard.press("Enter");
  await expect(rows).toHaveCount(100);
  await expect(rows.nth(50).getByRole("link")).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "In these groups" })).toBeVisible();
});

test("a rule is shown with what of it cannot be told", async ({ page }) => {
  await page.goto("directory/groups?q=cost");
  await page.getByRole("link", { name: "Cost center 4711" }).click();
  await expect(page.getByText('user.extensionAttribute1 -eq "4711"')).toBeVisible();
  await expect(page.getByText("This directory does not hold extensionAttribute1.")).toBeVisible();
});

test.describe("three files", () => {
  test.use({ expectedErrors: [/status of 4(00|12)/] });

  test("become the directory, once they are right", async ({ page, server }) => {
    await page.goto("directory");
    await page.getByRole("link", { name: "Import" }).click();
    await expect(page.getByRole("button", { name: "Check", exact: true })).toHaveAccessibleDescription("Choose at least one file.");
    const template = page.waitForEvent("download");
    await page.getByRole("link", { name: "Template for people" }).click();
    expect((await template).suggestedFilename()).toBe("people.csv");

    await give(page, "People", "staff.csv", "userPrincipalName,displayName\nnoor,Noor Haddad\n");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByText("Line 2, userPrincipalName: noor has to look like name@example.com.")).toBeVisible();
    await expect(page.getByRole("heading", { name: "staff.csv" })).toBeVisible();

    await give(page, "People", "staff.csv", "userPrincipalName,displayName,department\nnoor@contoso.example,Noor Haddad,Sales\n");
    await give(page, "Groups", "teams.csv", "displayName,description\nField leads,Lead the field engineers\n");
    await give(page, "Members", "who.csv", "group,member\nField leads,noor@contoso.example\nSales,Field leads\n");
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByText("4 added, 0 changed, 0 removed.").first()).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: "Noor Haddad in Field leads" })).toContainText("Added");

    // Somebody is faster.
    const token = await server.token("write");
    await importElsewhere(server, token, "userPrincipalName,displayName\nelse@contoso.example,Somebody Else\n");
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByText("The directory was changed since you checked")).toBeVisible();
    await page.getByRole("button", { name: "Check again" }).click();
    await expect(page.getByText("4 added, 0 changed, 0 removed.").first()).toBeVisible();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await expect(page.getByText("The import is done. 4 added, 0 changed, 0 removed.")).toBeVisible();

    await page.getByRole("main").getByRole("link", { name: "People", exact: true }).click();
    await page.getByLabel("Search people").fill("noor haddad");
    await page.getByRole("row").filter({ hasText: "noor@contoso.example" }).getByRole("link").click();
    const sales = page.getByRole("row").filter({ has: page.getByRole("link", { name: "Sales", exact: true }) });
    await expect(sales.getByRole("listitem")).toHaveText(["Field leads"]);
  });

  test("that are complete say whom they remove", async ({ page }) => {
    await page.goto("directory/import");
    await give(page, "Groups", "teams.csv", "displayName\nSales\n");
    await page.getByLabel("Remove who is missing").check();
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect(page.getByText("Executive staff is removed, and Executives is assigned to it.")).toBeVisible();
  });
});

test("a file of ten megabytes does not freeze the page", async ({ page }) => {
  test.slow();
  const rows = Array.from({ length: 120_000 }, (_, at) => `person.${at}@contoso.example,Person number ${at},Department ${at % 50},Lyon,France\n`);
  const content = `userPrincipalName,displayName,department,city,country\n${rows.join("")}`;
  expect(content.length).toBeGreaterThan(8_000_000);
  await page.goto("directory/import");
  await page.evaluate(() => {
    const longest = { task: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.task = Math.max(longest.task, duration);
    }).observe({ type: "longtask" });
    Object.assign(window, { longest });
  });
  // As a file on disk, because the browser would have to unpack what comes with the command.
  const file = test.info().outputPath("everybody.csv");
  await writeFile(file, content);
  await page.getByLabel("People (optional)").setInputFiles(file);
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByText("120,000 added, 0 changed, 0 removed.").first()).toBeVisible({ timeout: 60_000 });
  await expect(page.getByText("and 119,800 more changes")).toBeVisible();
  const longest = await page.evaluate(() => (window as unknown as { longest: { task: number } }).longest.task);
  expect(longest, "the longest task in milliseconds").toBeLessThan(500);
});

test("every screen is accessible and fits a narrow screen", async ({ page }) => {
  test.slow();
  const look = async () => {
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  };
  for (const [address, heading] of [
    ["directory/people", "People"],
    ["directory/groups", "Groups"],
    ["directory/people?q=nobody", "People"],
    ["directory/import", "Import people and groups"],
  ]) {
    await page.goto(address ?? "");
    await expect(page.getByRole("heading", { name: heading, level: 1 })).toBeVisible();
    await look();
  }
  await give(page, "Groups", "teams.csv", "displayName\nSales\n");
  await page.getByLabel("Remove who is missing").check();
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Changes" })).toBeVisible();
  await look();
  for (const [search, name] of [
    ["directory/people?q=grace", "Grace Moreau"],
    ["directory/groups?q=cost", "Cost center 4711"],
    ["directory/groups?q=sales", "Sales"],
  ]) {
    await page.goto(search ?? "");
    await page.getByRole("link", { name, exact: true }).click();
    await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
    await look();
  }
});

async function give(page: Page, table: string, name: string, content: string): Promise<void> {
  const file = { name, mimeType: "text/csv", buffer: Buffer.from(content) };
  await page.getByLabel(`${table} (optional)`).setInputFiles(file);
  await expect(page.getByRole("button", { name: `Remove ${name}` })).toBeVisible();
}

/** What another administrator does meanwhile, over HTTP. */
async function importElsewhere(server: Server, token: string, people: string): Promise<void> {
  const post = (path: string, headers: Record<string, string>) =>
    fetch(`${server.url}/graph/beta/pomona/directory/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...headers },
      body: JSON.stringify({ people }),
    });
  const plan = (await (await post("plan", {})).json()) as { version: string };
  const { status } = await post("import", { "if-match": plan.version });
  expect(status).toBe(200);
}
