// The release build of the server on a free port with a data folder of its own, and an administrator made as a person
// makes one: with the token of a printed invitation link.
import { request, type APIRequestContext } from "@playwright/test";
import { execFile, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";

/** The program that is tested. */
export const binary = process.env.POMONA_BINARY ?? path.resolve(import.meta.dirname, "../../../target/release/pomona");

/** Name and password of the administrator whom every server of these tests knows. */
export const administrator = { name: "ada", password: "correct horse battery staple" };

/** What a browser keeps of a signed-in person. */
export type SignedIn = Awaited<ReturnType<APIRequestContext["storageState"]>>;

export class Server {
  private constructor(
    /** Scheme, host and port. */
    readonly origin: string,
    readonly basePath: string,
    readonly dataFolder: string,
    private readonly words: readonly string[],
    private process: ChildProcess,
  ) {}

  /** Starts a server with the sample organization and waits until it is ready and has an administrator. */
  static async start(basePath: string): Promise<Server> {
    const port = await freePort();
    const dataFolder = await mkdtemp(path.join(tmpdir(), "pomona-e2e-"));
    const words = ["serve", "--addr", `127.0.0.1:${port}`, "--data", dataFolder];
    words.push("--base-path", basePath, "--organization", "Contoso", "--sample-data");
    const process = run(words);
    const printed = collectOutput(process);
    const server = new Server(`http://127.0.0.1:${port}`, basePath, dataFolder, words, process);
    try {
      await server.ready();
      const link = await until("an invitation link", async () => invitationLink(printed.text));
      await server.becomeAdministrator(tokenOf(link));
      return server;
    } catch (error) {
      await server.stop();
      throw new Error(`${error}\nThe server printed:\n${printed.text}`);
    }
  }

  /** Where the portal lives, without a slash at the end. */
  get url(): string {
    return this.origin + this.basePath;
  }

  /** What the system knows the server by. */
  get pid(): number {
    if (this.process.pid === undefined) throw new Error("the server did not start");
    return this.process.pid;
  }

  /** A fresh invitation link for one more administrator. */
  async invite(): Promise<string> {
    const printed = await this.command("admin", "invite", "--public-url", this.origin, "--base-path", this.basePath);
    const link = invitationLink(printed);
    if (!link) throw new Error(`no invitation link in: ${printed}`);
    return link;
  }

  /** A bearer token for scripts. */
  async token(scope: "read" | "write"): Promise<string> {
    return (await this.command("token", "create", "--name", "e2e", "--scope", scope)).trim();
  }

  /** Signs the administrator in. */
  async signIn(origin = this.origin): Promise<SignedIn> {
    const client = await request.newContext();
    const response = await client.post(`${origin}${this.basePath}/session`, { data: administrator });
    if (!response.ok()) throw new Error(`sign-in answered ${response.status()}: ${await response.text()}`);
    const state = await client.storageState();
    await client.dispose();
    return state;
  }

  /** Stops the server, does `meanwhile`, and starts it again on the same port and data. */
  async restart(meanwhile: () => Promise<void>): Promise<void> {
    await this.end();
    await meanwhile();
    this.process = run(this.words);
    collectOutput(this.process);
    await this.ready();
  }

  async stop(): Promise<void> {
    await this.end();
    await rm(this.dataFolder, { recursive: true, force: true });
  }

  private async end(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      this.process.kill("SIGTERM");
      await once(this.process, "exit");
    }
  }

  private async ready(): Promise<void> {
    await until("the server to be ready", async () => {
      const { exitCode } = this.process;
      if (exitCode !== null) throw new Error(`the server ended with ${exitCode}`);
      return (await fetch(`${this.url}/readyz`)).ok;
    });
  }

  private async becomeAdministrator(token: string): Promise<void> {
    const client = await request.newContext();
    const response = await client.post(`${this.url}/session/administrator`, { data: { token, ...administrator } });
    if (response.status() !== 201) throw new Error(`the invitation answered ${response.status()}: ${await response.text()}`);
    await client.dispose();
  }

  private async command(...words: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(binary, [...words, "--data", this.dataFolder]);
    return stdout;
  }
}

function run(words: readonly string[]): ChildProcess {
  return spawn(binary, words, { stdio: ["ignore", "pipe", "pipe"] });
}

/** The secret of an invitation link. */
export function tokenOf(link: string): string {
  return link.slice(link.indexOf("#") + 1);
}

function invitationLink(printed: string): string | undefined {
  return printed.match(/https?:\/\/\S+\/invitation#[\w-]+/)?.[0];
}

function collectOutput(process: ChildProcess): { text: string } {
  const printed = { text: "" };
  for (const stream of [process.stdout, process.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (printed.text += text));
  }
  return printed;
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  if (!address || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Asks again until there is an answer. A server that does not listen yet is no answer. */
async function until<T>(what: string, ask: () => Promise<T>): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = Date.now() + 20_000;
  for (;;) {
    const answer = await ask().catch((error: unknown) => {
      if (error instanceof TypeError) return undefined;
      throw error;
    });
    if (answer) return answer as NonNullable<Exclude<T, false>>;
    if (Date.now() > deadline) throw new Error(`waited 20 s for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
