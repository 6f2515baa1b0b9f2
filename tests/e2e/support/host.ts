// Somebody else's portal: a page of theirs for every path below the prefix that they lend us, and a small reverse proxy that
// passes on what belongs to our server. One origin, and a content security policy of their own.
import { createReadStream } from "node:fs";
import { createServer, request as httpRequest, type IncomingMessage, type Server as HttpServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import path from "node:path";
import type { Server } from "./server.ts";

const pages = path.resolve(import.meta.dirname, "../hosts");

const policy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
].join("; ");

export class Host {
  private constructor(
    /** Scheme, host and port. */
    readonly origin: string,
    private readonly http: HttpServer,
  ) {}

  /** Serves `page` of the folder hosts/ around the portal. */
  static async start(page: string, portal: Server): Promise<Host> {
    const http = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://host");
      if (belongsTo(portal, pathname)) {
        forward(request, response, portal);
      } else if (pathname === "/host.css") {
        send(response, "host.css", "text/css");
      } else if (request.headers.accept?.includes("text/html")) {
        send(response, page, "text/html; charset=utf-8");
      } else {
        response.writeHead(404).end();
      }
    }).listen(0, "127.0.0.1");
    await once(http, "listening");
    const address = http.address();
    if (!address || typeof address === "string") throw new Error("no port");
    return new Host(`http://127.0.0.1:${address.port}`, http);
  }

  async stop(): Promise<void> {
    this.http.close();
    this.http.closeAllConnections();
    await once(this.http, "close");
  }
}

/** Ours are the server's own paths and files; every other path below the prefix is a place in the app, shown by the host's page. */
function belongsTo(portal: Server, pathname: string): boolean {
  if (!pathname.startsWith(`${portal.basePath}/`)) return false;
  const inside = pathname.slice(portal.basePath.length + 1);
  return /^(graph|session|healthz|readyz)(\/|$)/.test(inside) || /^[^/]+\.\w+$/.test(inside);
}

function forward(request: IncomingMessage, response: ServerResponse, portal: Server): void {
  const { method, headers, url } = request;
  const onward = httpRequest(new URL(url ?? "/", portal.origin), { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on("error", () => response.destroy());
  request.pipe(onward);
}

function send(response: ServerResponse, file: string, type: string): void {
  response.writeHead(200, { "content-type": type, "content-security-policy": policy });
  createReadStream(path.join(pages, file)).pipe(response);
}
