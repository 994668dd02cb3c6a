/** Serves an app over HTTP until it is told to stop. Prints nothing: who calls knows whom to tell. */
import { once } from "node:events"
import type { Server as HttpServer } from "node:http"
import type { AddressInfo } from "node:net"
import { createAdaptorServer } from "@hono/node-server"
import type { Hono } from "hono"
import { dayIn } from "../law/days.ts"
import type { LawBook } from "../law/book.ts"
import { makeApp } from "./app.tsx"

export interface Server {
  /** Where it answers: `http://127.0.0.1:8080`. */
  readonly address: string
  /** Takes no new connections and lets those that are open finish. */
  stop(): Promise<void>
  /** Resolves when it has stopped, by `stop` or by SIGINT or SIGTERM. */
  readonly stopped: Promise<void>
}

/** How long open requests may take once it is told to stop. */
const GRACE_MS = 5_000

/** Port 0 takes any free port. Rejects when the port is taken. */
export async function listen(app: Hono, host: string, port: number): Promise<Server> {
  const server = createAdaptorServer({ fetch: app.fetch }) as HttpServer
  server.listen(port, host)
  await once(server, "listening")
  const stopped = once(server, "close").then(() => undefined)
  const stop = (): Promise<void> => {
    process.off("SIGINT", onSignal).off("SIGTERM", onSignal)
    server.close()
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
    return stopped
  }
  const onSignal = (): void => void stop()
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal)
  return { address: addressOf(server.address() as AddressInfo, host), stop, stopped }
}

function addressOf({ port, family }: AddressInfo, host: string): string {
  const shown = host === "0.0.0.0" || host === "::" ? "localhost" : family === "IPv6" && host.includes(":") ? `[${host}]` : host
  return `http://${shown}:${port}`
}

/** A pack's book, served with today's day in its time zone. */
export function serve({ book, host, port }: { readonly book: LawBook; readonly host: string; readonly port: number }): Promise<Server> {
  return listen(makeApp({ book, today: () => dayIn(book.pack.settings.timeZone, new Date()) }), host, port)
}
