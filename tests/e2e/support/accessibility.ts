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

/**
 * Fails with every violation on the page as it is now, in light, dark and forced colors. What is found is looked at once more
 * in the same colors set anew: on a busy machine the browser may still be changing them while axe looks.
 */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [appearance, media] of Object.entries(appearances)) {
    await page.emulateMedia(media);
    let found = await violations(page);
    if (found.length > 0) {
      await page.emulateMedia({ colorScheme: null, forcedColors: null });
      await painted(page);
      await page.emulateMedia(media);
      found = await violations(page);
    }
    expect(found, `axe, ${appearance}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: null, forcedColors: null });
}

async function violations(page: Page) {
  await painted(page);
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ target }) => target.join(" ")) }));
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
