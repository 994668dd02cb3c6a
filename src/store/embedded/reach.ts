/** Reaches the server of a data folder: adopts the one that runs, or starts one. Of several callers at once all reach the same. */
import { once } from "node:events"
import { createServer, type AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import type pg from "pg"
import type { OnProgress } from "../progress.ts"
import { StoreTrouble } from "../trouble.ts"
import type { Account } from "./account.ts"
import type { Binaries } from "./binaries.ts"
import type { DataFolder } from "./data-folder.ts"
import { holderOf } from "./holder.ts"
import { HOST, knock } from "./knock.ts"
import { readPostmasterFile, removeStaleFile } from "./postmaster-file.ts"
import { startServer, stopServer } from "./start.ts"

/** What it takes to run the server of one folder. */
export interface Site {
  readonly data: DataFolder
  readonly account: Account
  readonly binaries: Binaries
  readonly password: string
  readonly onProgress: OnProgress
}

export interface Reached {
  /** Our connection that keeps others from stopping the server. */
  readonly presence: pg.Client
  readonly port: number
  readonly pid: number
}

/** What stands between us and a server. */
type Way =
  | { readonly kind: "reached"; readonly reached: Reached }
  | { readonly kind: "free" }
  /** A server starts, recovers or stops; that may take as long as it takes. */
  | { readonly kind: "busy"; readonly pid: number }
  /** It should be over soon, and is a person's business if it is not. */
  | { readonly kind: "blocked"; readonly pid: number; readonly port: number | null }
  /** A file that says nothing yet. */
  | { readonly kind: "unfinished"; readonly text: string }

/** How long something may be in the way before it is said who. */
const PATIENCE_MS = 10_000
const PAUSE_MS = 50
const SAID_AFTER_MS = 1_000
const PORTS_TRIED = 5

/**
 * Prefers a port, 0 for any. Throws `StoreTrouble`: `held` when somebody else's server keeps the folder, or why the start
 * failed.
 */
export async function reachServer(site: Site, preferredPort: number): Promise<Reached> {
  const since = Date.now()
  let hasSaid = false
  let portsRefused = 0
  for (;;) {
    const way = await wayTo(site)
    if (way.kind === "reached") return way.reached
    const isLate = Date.now() - since > PATIENCE_MS
    if (way.kind === "free") {
      const start = await tryStart(site, portsRefused === 0 ? preferredPort : 0)
      if (typeof start === "object") return start
      if (start === "port-taken" && (portsRefused += 1) === PORTS_TRIED) throw new StoreTrouble({ kind: "port-refused", port: preferredPort })
      // What a killed server left behind still holds the folder's memory.
      if (start === "folder-taken" && isLate) throw new StoreTrouble({ kind: "start-failed", folder: site.data.folder, said: "pre-existing shared memory block is still in use" })
    }
    if (way.kind === "blocked" && isLate) throw held(site, way.pid, way.port, "no-answer")
    if (way.kind === "unfinished" && isLate) removeStaleFile(site.data.pgdata, way.text)
    if ("pid" in way && !hasSaid && Date.now() - since > SAID_AFTER_MS) {
      site.onProgress({ kind: "waiting", folder: site.data.folder, pid: way.pid })
      hasSaid = true
    }
    await sleep(PAUSE_MS)
  }
}

async function wayTo({ data, password, onProgress }: Site): Promise<Way> {
  const file = readPostmasterFile(data.pgdata)
  if (file === null) return { kind: "free" }
  const { pid, port, text } = file
  if (pid === null) return { kind: "unfinished", text }
  const answer = port === null ? null : await knock(port, password, data.pgdata)
  if (answer?.kind === "ours" && port !== null) {
    onProgress({ kind: "adopted", port, pid })
    return { kind: "reached", reached: { presence: answer.presence, port, pid } }
  }
  switch (await holderOf(pid, data.pgdata)) {
    case "gone":
      return { kind: "free" }
    case "zombie":
    case "another-program":
      removeStaleFile(data.pgdata, text)
      return { kind: "free" }
    case "postgres":
      if (answer?.kind === "password-refused") throw held({ data }, pid, port, "password-refused")
      return answer?.kind === "not-now" || !file.isReady ? { kind: "busy", pid } : { kind: "blocked", pid, port }
  }
}

async function tryStart(site: Site, preferredPort: number): Promise<Reached | "folder-taken" | "port-taken" | "gone-again"> {
  const port = await freePort(preferredPort)
  const start = await startServer(site.data, site.account, site.binaries, port)
  if (start.kind === "ended") {
    if (typeof start.ending === "string") return start.ending
    throw new StoreTrouble(start.ending)
  }
  const answer = await knock(port, site.password, site.data.pgdata)
  if (answer.kind === "password-refused") {
    await stopServer(site.data, start.pid)
    throw new StoreTrouble({ kind: "password-wrong", file: site.data.passwordFile })
  }
  if (answer.kind !== "ours") return "gone-again"
  site.onProgress({ kind: "started", port, pid: start.pid })
  return { presence: answer.presence, port, pid: start.pid }
}

function held({ data }: Pick<Site, "data">, pid: number, port: number | null, because: "password-refused" | "no-answer"): StoreTrouble {
  return new StoreTrouble({ kind: "held", folder: data.folder, pid, port, because })
}

/** The preferred port if nobody listens there, else any. It may be taken before the server gets it; then the start says so. */
async function freePort(preferred: number): Promise<number> {
  const probe = createServer()
  try {
    probe.listen(preferred, HOST)
    await once(probe, "listening")
    const { port } = probe.address() as AddressInfo
    probe.close()
    await once(probe, "close")
    return port
  } catch (error) {
    if (preferred !== 0) return freePort(0)
    throw new StoreTrouble({ kind: "port-refused", port: 0 }, error)
  }
}
