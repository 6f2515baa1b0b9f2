// The `test` that every spec imports: a server of its own for each worker, a signed-in page, and no mistake in the browser
// unnoticed. Console errors, uncaught exceptions and violations of the content security policy fail the test.
import { test as base, expect } from "@playwright/test";
import { Host } from "./host.ts";
import { Server, type SignedIn } from "./server.ts";

interface PerWorker {
  /** The server, below /portal/apple. */
  server: Server;
  /** A signed-in administrator, once for each worker because signing in is slow on purpose. */
  signedIn: SignedIn;
  /** A server below /it/apple. */
  embedded: Server;
  /** A plain page of somebody else around `embedded`. */
  host: Host;
}

interface PerTest {
  /** Whether the page belongs to the signed-in administrator. `test.use({ asAdministrator: false })` for nobody. */
  asAdministrator: boolean;
  /** Console errors that the test brings about on purpose, such as the browser's own line for an answer of 401. */
  expectedErrors: RegExp[];
  noMistakes: void;
}

export const test = base.extend<PerTest, PerWorker>({
  server: [
    async ({}, use) => {
      const server = await Server.start("/portal/apple");
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  signedIn: [async ({ server }, use) => use(await server.signIn()), { scope: "worker" }],
  embedded: [
    async ({}, use) => {
      const server = await Server.start("/it/apple");
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  host: [
    async ({ embedded }, use) => {
      const host = await Host.start("plain.html", embedded);
      await use(host);
      await host.stop();
    },
    { scope: "worker" },
  ],

  asAdministrator: [true, { option: true }],
  expectedErrors: [[], { option: true }],
  // With the slash at the end, `page.goto("enrollment-types")` stays below the base path.
  baseURL: async ({ server }, use) => use(`${server.url}/`),
  storageState: async ({ asAdministrator, signedIn }, use) => use(asAdministrator ? signedIn : undefined),

  noMistakes: [
    async ({ context, expectedErrors }, use) => {
      const mistakes: string[] = [];
      context.on("weberror", (error) => mistakes.push(`uncaught: ${error.error()}`));
      context.on("console", (message) => {
        if (message.type() === "error") mistakes.push(`${message.text()} (${message.location().url})`);
      });
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI}`);
        });
      });
      await use();
      const unexpected = mistakes.filter((mistake) => !expectedErrors.some((expected) => expected.test(mistake)));
      expect(unexpected, "errors in the browser").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
