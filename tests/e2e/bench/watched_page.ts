// A page that notes by itself what it costs whoever looks at it. While something is measured nobody searches the page from
// outside: that would be the longest task of all.
import { type ElementHandle, type Locator, type Page } from "@playwright/test";

/** What the script in the page keeps. */
interface Notes {
  /** Milliseconds of each task of 50 or more that was seen since `forget`. */
  tasks: number[];
  /** Milliseconds from each press of a key or a button to the picture that shows what it did; from 16 on. */
  responses: number[];
  /** When the list had all its rows, in milliseconds since the page was asked for. */
  listed: Promise<number>;
}

declare global {
  interface Window {
    notes: Notes;
  }
}

export interface Load {
  firstPaint: number;
  listed: number;
  longestTask: number;
}

export interface Step {
  longestTask: number;
  slowestResponse: number;
}

export class WatchedPage {
  private constructor(readonly page: Page) {}

  /** A page that waits for a list of so many rows whenever it is loaded. */
  static async of(page: Page, rows: number): Promise<WatchedPage> {
    await page.addInitScript((rows) => {
      const tasks: number[] = [];
      const responses: number[] = [];
      const note = (into: number[], options: PerformanceObserverInit & { durationThreshold?: number }) =>
        new PerformanceObserver((list) => into.push(...list.getEntries().map(({ duration }) => duration))).observe(options);
      note(tasks, { type: "longtask", buffered: true });
      note(responses, { type: "event", durationThreshold: 16 });
      const listed = new Promise<number>((resolve) => {
        const look = () => {
          const root = document.querySelector("pomona-portal")?.shadowRoot ?? document;
          if (root.querySelectorAll("tbody > tr").length === rows) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      window.notes = { tasks, responses, listed };
    }, rows);
    return new WatchedPage(page);
  }

  /** Loads an address that shows the list, with nothing in the browser's cache. */
  async load(address: string): Promise<Load> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send("Network.clearBrowserCache");
    await session.detach();
    await this.page.goto(address, { waitUntil: "commit" });
    const listed = await this.page.evaluate(() => window.notes.listed);
    const { longestTask } = await this.noted();
    const firstPaint = await this.page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime);
    if (firstPaint === undefined) throw new Error("nothing was painted");
    return { firstPaint, listed, longestTask };
  }

  /** Tells what the page noted while `work` was done. */
  async during(work: () => Promise<void>): Promise<Step> {
    await this.settle();
    await this.page.evaluate(() => {
      window.notes.tasks.length = 0;
      window.notes.responses.length = 0;
    });
    await work();
    return this.noted();
  }

  /** The element, once it is on the page; nothing when it is not there. */
  async find(locator: Locator): Promise<ElementHandle<HTMLElement | SVGElement> | null> {
    return (await locator.count()) > 0 ? locator.first().elementHandle() : null;
  }

  private async noted(): Promise<Step> {
    await this.settle();
    return this.page.evaluate(() => {
      const most = (all: number[]) => all.reduce((one, other) => Math.max(one, other), 0);
      return { longestTask: most(window.notes.tasks), slowestResponse: most(window.notes.responses) };
    });
  }

  /** The browser tells a page what it cost once it has nothing better to do. */
  private settle(): Promise<void> {
    return this.page.waitForTimeout(500);
  }
}
