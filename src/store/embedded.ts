/**
 * The embedded server: a real PostgreSQL out of npm, on a data folder of ours, with fsync on. Nothing to install.
 *
 * **Lifetime.** The server belongs to the data folder, not to the process that started it. Every process that uses it keeps
 * a connection to it, its presence (embedded/knock.ts); `close()` stops the server when it was the last. So:
 * - `writ serve` stopped in good order stops the server, if no other Writ uses it;
 * - a Writ that is killed leaves the server running, and the next start adopts it;
 * - two that start at once share one server: PostgreSQL's own lock lets one start win, the other adopts it;
 * - a server that is killed is started again by whoever uses it, on the same port if that is still free.
 *
 * It listens on 127.0.0.1 alone, on a port that was free, with a password that is in the folder (mode 0600), and on no
 * socket in the file system, whose path would have to be short.
 *
 * The parts: binaries (what npm brought), account (as whom it runs), data-folder, make-database (initdb), postmaster-file
 * and holder (what a former server left), knock (is it ours), start, reach (all of it in turn).
 */
import { setTimeout as sleep } from "node:timers/promises"
import { chooseAccount, reachableBinaries } from "./embedded/account.ts"
import { readyBinaries } from "./embedded/binaries.ts"
import { checkMajor, openDataFolder, readPassword } from "./embedded/data-folder.ts"
import { HOST, isLast } from "./embedded/knock.ts"
import { makeDatabase, OWNER } from "./embedded/make-database.ts"
import { reachServer, type Reached, type Site } from "./embedded/reach.ts"
import { stopServer } from "./embedded/start.ts"
import type { OnProgress } from "./progress.ts"
import { StoreTrouble } from "./trouble.ts"

export interface EmbeddedServer {
  /** How to log in as the owner, as of now: the port changes if the server came back on another one. */
  login(): { readonly host: string; readonly port: number; readonly user: string; readonly password: string }
  /** Tells of a server that was lost and is back, with its port. */
  onBack(listener: (port: number) => void): void
  /** Gives the server up; it stops if nobody else uses it. */
  close(): Promise<void>
}

/** Makes what is missing, reaches the folder's server and stays with it. Throws `StoreTrouble`. */
export async function openEmbedded(folder: string, onProgress: OnProgress): Promise<EmbeddedServer> {
  const site = await openSite(folder, onProgress)
  return stayWith(site, await reachServer(site, 0))
}

async function openSite(folder: string, onProgress: OnProgress): Promise<Site> {
  const found = openDataFolder(folder)
  const here = readyBinaries(found.libraries)
  const account = await chooseAccount(found)
  const binaries = await reachableBinaries(account, here)
  if (!found.isMade) await makeDatabase(found, account, binaries, onProgress)
  const data = openDataFolder(folder)
  checkMajor(data, binaries.major)
  return { data, account, binaries, password: readPassword(data), onProgress }
}

/** Between two tries to bring a lost server back. */
const RETRY_MS = 5_000

function stayWith(site: Site, first: Reached): EmbeddedServer {
  const listeners: ((port: number) => void)[] = []
  const closing = new AbortController()
  let reached = first
  let comingBack: Promise<void> | null = null

  const comeBack = async (): Promise<void> => {
    site.onProgress({ kind: "server-lost" })
    const back = await reachUntil(closing.signal, site, reached.port)
    if (back === null) return
    reached = back
    comingBack = null
    site.onProgress({ kind: "server-back", port: back.port })
    for (const listener of listeners) listener(back.port)
    watch()
  }
  const watch = (): void => {
    reached.presence.once("end", () => { if (!closing.signal.aborted) comingBack = comeBack() })
  }
  watch()
  return {
    login: () => ({ host: HOST, port: reached.port, user: OWNER, password: site.password }),
    onBack: (listener) => void listeners.push(listener),
    close: async () => {
      closing.abort()
      if (comingBack !== null) await comingBack
      // A presence that cannot answer is lost, and with it the server: there is nothing to stop.
      else if (await isLast(reached.presence).catch(() => false)) await stopServer(site.data, reached.pid)
      await reached.presence.end()
    },
  }
}

/** Tries until the server is back, or, null, until nobody wants it any more. */
async function reachUntil(closing: AbortSignal, site: Site, port: number): Promise<Reached | null> {
  for (;;) {
    if (closing.aborted) return null
    try {
      return await reachServer(site, port)
    } catch (error) {
      if (!(error instanceof StoreTrouble)) throw error
      site.onProgress({ kind: "server-away", facts: error.facts })
    }
    await sleep(RETRY_MS, undefined, { signal: closing }).catch(() => undefined)
  }
}
