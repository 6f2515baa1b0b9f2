// One call that looks at a page as axe does, in each way that a person may see it.
import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const appearances = {
  light: { colorScheme: "light", forcedColors: "none" },
  dark: { colorScheme: "dark", forcedColors: "none" },
  "forced colors": { colorScheme: "dark", forcedColors: "active" },
} as const;

/** WCAG 2.2 A and AA, and what axe's authors call good practice. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Fails with every violation on the page as it is now, in light, dark and forced colors. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [appearance, media] of Object.entries(appearances)) {
    await page.emulateMedia(media);
    await painted(page);
    const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
    const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(" ")) }));
    expect(found, `axe, ${appearance}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
}

/** Waits until the page is on screen as it is now: the second frame begins after the first was painted. */
async function painted(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}

/** Fails when the page scrolls sideways at 320 CSS pixels, which is also 400 % of 1280 (WCAG 1.4.10). */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 800 });
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(excess, "pixels that stick out at 320").toBeLessThanOrEqual(0);
  if (before) await page.setViewportSize(before);
}
