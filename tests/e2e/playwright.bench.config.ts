// What `cargo xtask bench` runs: one measurement after another, none at the same time, with all that moves on a page.
import { defineConfig } from "@playwright/test";
import base from "./playwright.config.ts";

export default defineConfig(base, {
  testDir: "bench",
  testMatch: "*.bench.ts",
  fullyParallel: false,
  workers: 1,
  timeout: 180_000,
  // A trace costs the page as much as what is measured.
  use: { trace: "off", contextOptions: { reducedMotion: "no-preference" } },
});
