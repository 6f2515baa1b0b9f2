// What a page holds in memory once all that nobody needs is gone, and the walk into the wizard and back that must not add to it.
import { expect, type CDPSession, type Page } from "@playwright/test";

/** What a page holds: bytes, and numbers of things that the browser keeps for it. */
export interface Held {
  /** Objects of JavaScript, the closures that Rust hands out among them. */
  script: number;
  /** The linear memory of WebAssembly. It never shrinks, so it tells the most that was ever needed. */
  wasm: number;
  /** Nodes, also those that are in no document any more. */
  nodes: number;
  listeners: number;
}

export class Heap {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
  ) {}

  /** Begins to watch a page that has not loaded the app yet. */
  static async of(page: Page): Promise<Heap> {
    await page.addInitScript(() => {
      const memories: WebAssembly.Memory[] = [];
      // Of its two forms the one that wasm-bindgen uses.
      type Instantiate = (module: WebAssembly.Module, imports?: WebAssembly.Imports) => Promise<WebAssembly.Instance>;
      const instantiate = WebAssembly.instantiate as Instantiate;
      const noticing: Instantiate = async (module, imports) => {
        const instance = await instantiate(module, imports);
        memories.push(...Object.values(instance.exports).filter((value) => value instanceof WebAssembly.Memory));
        return instance;
      };
      Object.assign(window, { memories });
      Object.assign(WebAssembly, { instantiate: noticing });
    });
    return new Heap(page, await page.context().newCDPSession(page));
  }

  /** Throws away what nobody needs, then looks what is left. Takes nine seconds. */
  async held(): Promise<Held> {
    // What was announced to screen readers stays for seven seconds.
    await this.page.waitForTimeout(8_000);
    // The browser's own list of requests holds on to whoever asked, until it is full.
    await this.page.evaluate(() => performance.clearResourceTimings());
    // What Rust gave to JavaScript is let go a task after its closure was collected, and may have held more.
    for (let round = 0; round < 3; round++) {
      await this.session.send("HeapProfiler.collectGarbage");
      await this.page.waitForTimeout(100);
    }
    const { usedSize } = await this.session.send("Runtime.getHeapUsage");
    const { nodes, jsEventListeners } = await this.session.send("Memory.getDOMCounters");
    const wasm = await this.page.evaluate(() => {
      const { memories } = window as unknown as { memories: WebAssembly.Memory[] };
      return memories.reduce((bytes, memory) => bytes + memory.buffer.byteLength, 0);
    });
    expect(wasm, "bytes of a WebAssembly memory that was noticed").toBeGreaterThan(0);
    return { script: usedSize, wasm, nodes, listeners: jsEventListeners };
  }
}

/**
 * From the list into Create profile and back, by the links that a person presses. Here a script does, because the browser notes
 * the slow presses of a person, and each note holds on to what was pressed.
 */
export async function openWizard(page: Page, times: number): Promise<void> {
  for (let opened = 0; opened < times; opened++) {
    await page.getByRole("link", { name: "Create profile" }).dispatchEvent("click");
    await expect(page.getByRole("heading", { name: "What is this profile called?" })).toBeFocused();
    await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Enrollment types" }).dispatchEvent("click");
    await expect(page.getByRole("link", { name: "Field engineers" })).toBeVisible();
  }
}
