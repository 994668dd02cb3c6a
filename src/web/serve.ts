/** Serves an app over HTTP until it is told to stop. Prints nothing: who calls knows whom to tell. */
import { once } from "node:events"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo, Socket } from "node:net"
import { getRequestListener } from "@hono/node-server"
import type { Hono } from "hono"
import { dayIn } from "../law/days.ts"
import type { LawBook } from "../law/book.ts"
import type { Day } from "../law/types.ts"
import type { LawNow } from "../record/law-now.ts"
import { makeApp } from "./app.tsx"
import { setSecurityHeaders } from "./headers.ts"
import type { RecordDoors } from "./with-record.ts"

export interface Server {
  /** Where it answers: `http://127.0.0.1:8080`. */
  readonly address: string
  /** Takes no new connections and lets requests that are under way finish, for a while. */
  stop(): Promise<void>
  /** Resolves when it has stopped, by `stop` or by SIGINT or SIGTERM. */
  readonly stopped: Promise<void>
}

/** How long requests under way may take once it is told to stop. */
const GRACE_MS = 1_500

/**
 * Who is slow to send does not hold a connection for long: 10 s for a head, 20 s for a request. An idle connection is kept for 65 s,
 * longer than the minute that proxies keep theirs, so that it is the proxy who closes first.
 */
const TIMES = { headersTimeout: 10_000, requestTimeout: 20_000, connectionsCheckingInterval: 2_000, keepAliveTimeout: 65_000 }
/** Nothing sent and nothing taken for so long ends a connection: also of somebody who asks and does not read. */
const SILENCE_MS = 70_000
/** A connection is some tens of kilobytes; past this many, new ones are closed at once and those that are open go on. */
const MOST_CONNECTIONS = 10_000

/** Port 0 takes any free port. Rejects when the port is taken. */
export async function listen(app: Hono, host: string, port: number): Promise<Server> {
  const listener = getRequestListener(app.fetch)
  const connections = new Connections()
  const server = createServer(TIMES, (incoming, outgoing) => {
    setSecurityHeaders(incoming, outgoing)
    connections.serve(incoming, outgoing)
    if (!answeredHere(incoming, outgoing)) void listener(incoming, outgoing)
  })
  server.maxConnections = MOST_CONNECTIONS
  server.timeout = SILENCE_MS
  server.on("connection", (socket) => { connections.open(socket) })
  server.listen(port, host)
  await once(server, "listening")
  const stopped = once(server, "close").then(() => undefined)
  const stop = (): Promise<void> => {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal)
    server.close()
    connections.stop()
    setTimeout(() => { server.closeAllConnections() }, GRACE_MS).unref()
    return stopped
  }
  const onSignal = (): void => void stop()
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal)
  return { address: addressOf(server.address() as AddressInfo, host), stop, stopped }
}

/** What concerns no route: the server as a whole (RFC 9110 §9.3.7), and a request to two hosts at once (RFC 9112 §3.2). */
function answeredHere({ method, url, rawHeaders }: IncomingMessage, outgoing: ServerResponse): boolean {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.length === 4 && name.toLowerCase() === "host")
  const status = hosts.length > 1 ? 400 : method === "OPTIONS" && url === "*" ? 204 : null
  if (status !== null) outgoing.writeHead(status).end()
  return status !== null
}

/** The connections that are open, and what is under way on each. Node tells an idle one only from its first request on. */
class Connections {
  readonly #underWay = new Map<Socket, number>()
  #stopping = false

  open(socket: Socket): void {
    this.#underWay.set(socket, 0)
    socket.once("close", () => this.#underWay.delete(socket))
  }

  serve({ socket }: IncomingMessage, outgoing: ServerResponse): void {
    this.#count(socket, 1)
    if (this.#stopping) outgoing.setHeader("connection", "close")
    outgoing.once("close", () => {
      this.#count(socket, -1)
      if (this.#stopping) this.#endIdle(socket)
    })
  }

  /** Ends each connection once nothing is under way on it. */
  stop(): void {
    this.#stopping = true
    for (const socket of this.#underWay.keys()) this.#endIdle(socket)
  }

  #count(socket: Socket, change: 1 | -1): void {
    this.#underWay.set(socket, (this.#underWay.get(socket) ?? 0) + change)
  }

  #endIdle(socket: Socket): void {
    if (this.#underWay.get(socket) === 0) socket.destroySoon()
  }
}

function addressOf({ port, family }: AddressInfo, host: string): string {
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : family === "IPv6" && host.includes(":") ? `[${host}]` : host
  return `http://${shown}:${String(port)}`
}

/** A pack's book, served with today's day in its time zone, and without what counsel has withdrawn. */
export function serve({ book, law, doors, host, port }: { readonly book: LawBook; readonly law?: LawNow; readonly doors?: () => Promise<RecordDoors | null>; readonly host: string; readonly port: number }): Promise<Server> {
  return listen(makeApp({ book, ...(law === undefined ? {} : { law: () => law.at(new Date()) }), ...(doors === undefined ? {} : { doors }), today: todayIn(book.pack.settings.timeZone) }), host, port)
}

const MINUTE_MS = 60_000

/** Asked at each request, found once a minute: time zones are whole minutes apart (since 1972), so a day turns on one. */
export function todayIn(timeZone: string): () => Day {
  let minute = NaN
  let day = dayIn(timeZone, new Date())
  return () => {
    const now = Date.now()
    if (Math.floor(now / MINUTE_MS) !== minute) day = dayIn(timeZone, new Date(now))
    minute = Math.floor(now / MINUTE_MS)
    return day
  }
}
