// The server alone: how soon it is there, what it holds in memory, how fast it answers and writes.
import { expect, test } from "@playwright/test";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { cpus, tmpdir } from "node:os";
import path from "node:path";
import { binary, freePort, Server } from "../support/server.ts";
import { Client, profiles, type Profile } from "./client.ts";
import { mebibytes, median, milliseconds, printTable, quantile } from "./table.ts";

const starts = 5;
const listed = 100;
const connections = 16;
const writers = 8;
const created = 400;
const duration = 5_000;
const untold = "not told by this system";

test("start", async () => {
  const folders = await Promise.all(Array.from({ length: starts }, () => mkdtemp(path.join(tmpdir(), "pomona-bench-"))));
  const first: Started[] = [];
  const later: Started[] = [];
  // The first fetch of a process takes longer than a start.
  await fetch(`http://127.0.0.1:${await freePort()}`).catch(() => undefined);
  for (const folder of folders) {
    first.push(await start(folder));
    later.push(await start(folder));
  }
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true })));
  const row = (name: string, all: Started[]) => {
    const resident = all.map((each) => each.resident).filter((bytes) => bytes !== undefined);
    const idle = resident.length > 0 ? mebibytes(median(resident)) : untold;
    return [name, milliseconds(median(all.map((each) => each.ready))), idle];
  };
  printTable(`Start of the server, median of ${starts}`, [
    ["", "until ready", "resident when idle"],
    row("first start, which makes the sample organization", first),
    row("later start", later),
  ]);
});

test("reading and writing", async () => {
  const server = await Server.start("/portal/apple");
  const client = await Client.of(server, connections);
  try {
    await client.fill(listed, writers);
    const load = watchMemory(server.pid);
    const reading = await read(client, server.pid);
    const creating = performance.now();
    const made = await client.fill(listed + created, writers);
    const createdIn = performance.now() - creating;
    expect(await client.list()).toHaveLength(listed + created);
    const written = await write(client, made.slice(0, writers));
    const peak = await load.end();

    printTable(`Over HTTP; this client takes its share of the ${cpus().length} cores`, [
      ["", "a second", "p50", "p99"],
      [
        `list of ${listed} profiles with assignments, ${connections} connections`,
        ...figures(reading.latencies, reading.elapsed),
      ],
      [`creates with assignments, ${writers} writers, ${created} profiles`, rate(created, createdIn), "", ""],
      [`guarded writes (If-Match), ${writers} writers`, ...figures(written.latencies, written.elapsed)],
    ]);
    printTable("And", [
      ["size of that list", `${Math.round(reading.bytes / 1000)} kB`],
      ["time of a core that the server takes for it", reading.core === undefined ? untold : `${Math.round(reading.core * 1000)} µs`],
      ["guarded writes that were lost", `0 of ${written.latencies.length}`],
      ["resident memory under this load, at most", peak === undefined ? untold : mebibytes(peak)],
    ]);
  } finally {
    client.close();
    await server.stop();
  }
});

interface Started {
  /** Milliseconds from the start of the process to the first answer that it is ready. */
  ready: number;
  /** Bytes of memory a second later, where the system tells. */
  resident: number | undefined;
}

async function start(dataFolder: string): Promise<Started> {
  const address = `127.0.0.1:${await freePort()}`;
  const begun = performance.now();
  const words = ["serve", "--addr", address, "--data", dataFolder, "--organization", "Contoso", "--sample-data"];
  const server = spawn(binary, words, { stdio: "ignore" });
  try {
    for (;;) {
      const answer = await fetch(`http://${address}/readyz`).catch(() => undefined);
      if (answer?.ok) break;
      if (server.exitCode !== null) throw new Error(`the server ended with ${server.exitCode}`);
      await pause(2);
    }
    const ready = performance.now() - begun;
    await pause(1_000);
    return { ready, resident: await residentMemory(server.pid) };
  } finally {
    const ended = once(server, "exit");
    server.kill("SIGTERM");
    await ended;
  }
}

/** Reads the list again and again over all connections. */
async function read(client: Client, pid: number) {
  const path = `${profiles}?$expand=assignments&$top=999`;
  const first = await client.ask(200, "GET", path);
  expect((JSON.parse(first.body) as { value: Profile[] }).value).toHaveLength(listed);
  const before = await timeOfCore(pid);
  const { latencies, elapsed } = await repeat(connections, async () => {
    const { body } = await client.ask(200, "GET", path);
    if (body.length !== first.body.length) throw new Error("a list differs from the first");
  });
  const after = await timeOfCore(pid);
  const core = before === undefined || after === undefined ? undefined : (after - before) / latencies.length;
  return { latencies, elapsed, bytes: Buffer.byteLength(first.body), core };
}

/** Changes a profile for each writer again and again, each time guarded by the version that the last answer told. */
async function write(client: Client, own: Profile[]) {
  const writes = new Map(own.map(({ id }) => [id, 0]));
  const versions = new Map<string, string>();
  for (const { id } of own) versions.set(id, version(await client.ask(200, "GET", `${profiles}/${id}`)));
  const measured = await repeat(own.length, async (writer) => {
    const id = own[writer]?.id ?? "";
    const number = (writes.get(id) ?? 0) + 1;
    const guard = { "if-match": versions.get(id) ?? "" };
    const answer = await client.ask(200, "PATCH", `${profiles}/${id}`, { description: `Write ${number}` }, guard);
    writes.set(id, number);
    versions.set(id, version(answer));
  });

  // None is lost: each profile is as its last write left it, and the change log has every one of them.
  for (const [id, number] of writes) {
    const profile = JSON.parse((await client.ask(200, "GET", `${profiles}/${id}`)).body) as Profile;
    expect(profile.description).toBe(`Write ${number}`);
    const filter = encodeURIComponent(`resources/any(r:r/resourceId eq '${id}') and activityOperationType eq 'Patch'`);
    const log = await client.ask(200, "GET", `/deviceManagement/auditEvents?$filter=${filter}&$count=true&$top=1`);
    expect(JSON.parse(log.body)).toMatchObject({ "@odata.count": number });
  }
  return measured;
}

function version({ headers }: { headers: { etag?: string } }): string {
  if (!headers.etag) throw new Error("an answer without a version");
  return headers.etag;
}

/** Lets so many do the same again and again for five seconds, and tells how long each time took. */
async function repeat(many: number, work: (which: number) => Promise<void>): Promise<{ latencies: number[]; elapsed: number }> {
  const latencies: number[] = [];
  const begun = performance.now();
  const one = async (which: number) => {
    while (performance.now() - begun < duration) {
      const asked = performance.now();
      await work(which);
      latencies.push(performance.now() - asked);
    }
  };
  await Promise.all(Array.from({ length: many }, (_, which) => one(which)));
  return { latencies, elapsed: performance.now() - begun };
}

function figures(latencies: number[], elapsed: number): string[] {
  return [rate(latencies.length, elapsed), milliseconds(median(latencies)), milliseconds(quantile(latencies, 0.99))];
}

function rate(count: number, elapsed: number): string {
  return String(Math.round((count * 1000) / elapsed));
}

/** Looks again and again how much memory a process has, and tells the most in the end. */
function watchMemory(pid: number): { end: () => Promise<number | undefined> } {
  let most = 0;
  const look = async () => (most = Math.max(most, (await residentMemory(pid)) ?? 0));
  const timer = setInterval(look, 100);
  const end = async () => {
    clearInterval(timer);
    await look();
    return most === 0 ? undefined : most;
  };
  return { end };
}

/** Bytes of memory that a process has, where the system tells. */
async function residentMemory(pid: number | undefined): Promise<number | undefined> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const kibibytes = status.match(/^VmRSS:\s+(\d+) kB$/m)?.[1];
  return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
}

/** Milliseconds of a core that a process has had, where the system tells. It counts hundredths of a second. */
async function timeOfCore(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  // The second field is the name in parentheses, and may hold anything; utime and stime are the 14th and 15th.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  return fields && (Number(fields[11]) + Number(fields[12])) * 10;
}

function pause(duration: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, duration));
}
