// A client of the contract that keeps its connections, as a script does that asks often.
import { Agent, request, type IncomingHttpHeaders } from "node:http";
import type { Server } from "../support/server.ts";

export const profiles = "/deviceManagement/appleUserInitiatedEnrollmentProfiles";

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Profile {
  id: string;
  displayName: string;
  description: string;
  assignments: { target: object }[];
}

export class Client {
  private readonly agent: Agent;

  private constructor(
    private readonly base: string,
    private readonly token: string,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** A client that may write, over at most this many connections. */
  static async of(server: Server, connections: number): Promise<Client> {
    return new Client(`${server.url}/graph/beta`, await server.token("write"), connections);
  }

  /** Asks, and fails unless the answer has this status. */
  async ask(status: number, method: string, path: string, body?: object, more: Record<string, string> = {}): Promise<Answer> {
    const sent = body && JSON.stringify(body);
    const headers: Record<string, string | number> = { authorization: `Bearer ${this.token}`, ...more };
    if (sent) Object.assign(headers, { "content-type": "application/json", "content-length": Buffer.byteLength(sent) });
    const answer = await new Promise<Answer>((resolve, reject) => {
      const asked = request(this.base + path, { agent: this.agent, method, headers }, (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
        response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
        response.on("error", reject);
      });
      asked.on("error", reject).end(sent);
    });
    if (answer.status !== status) throw new Error(`${method} ${path} answered ${answer.status}: ${answer.body}`);
    return answer;
  }

  /** All profiles in their order, with whom they are assigned to. */
  async list(): Promise<Profile[]> {
    const { body } = await this.ask(200, "GET", `${profiles}?$expand=assignments&$top=999`);
    const page = JSON.parse(body) as { value: Profile[]; "@odata.nextLink"?: string };
    const next = page["@odata.nextLink"];
    if (!next) return page.value;
    const rest = await this.ask(200, "GET", next.slice(next.indexOf(profiles)));
    return [...page.value, ...(JSON.parse(rest.body) as { value: Profile[] }).value];
  }

  /** Creates profiles until there are `count`, assigned in turn as those of the sample organization are. Answers the new ones. */
  async fill(count: number, writers: number): Promise<Profile[]> {
    const before = await this.list();
    const patterns = before.slice(0, 6).map(({ assignments }) => assignments.map(({ target }) => ({ target })));
    const made: Profile[] = [];
    let next = before.length;
    const write = async () => {
      while (next < count) {
        const number = ++next;
        const { body } = await this.ask(201, "POST", profiles, {
          displayName: `Bench ${String(number).padStart(4, "0")}`,
          description: `Made as number ${number}`,
          platform: "iOS",
          defaultEnrollmentType: "webDeviceEnrollment",
          availableEnrollmentTypeOptions: [{ ownerType: "personal", enrollmentType: "webDeviceEnrollment" }],
          assignments: patterns[number % patterns.length],
        });
        made.push(JSON.parse(body) as Profile);
      }
    };
    await Promise.all(Array.from({ length: writers }, write));
    return made;
  }

  close(): void {
    this.agent.destroy();
  }
}
