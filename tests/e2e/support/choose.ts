// Choosing one of several cards as a pointer does: the label covers the whole card, the radio button in it as well.
import { expect, type Page } from "@playwright/test";

/** Presses the card whose radio button has this name. */
export async function choose(page: Page, name: string | RegExp): Promise<void> {
  const radio = page.getByRole("radio", { name });
  const id = await radio.getAttribute("id");
  await page.locator(`label[for="${id}"]`).click();
  await expect(radio).toBeChecked();
}
