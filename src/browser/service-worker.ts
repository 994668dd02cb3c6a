/**
 * Gives pages that a person has saved on this device when there is no connection, and does nothing else.
 *
 *     a page that was saved           from the network, and then saved anew; without a connection, as it was saved
 *     anything else                   is not looked at: it goes to the network as if there were no worker
 *
 * Nothing is ever saved here that nobody asked to save: pages put themselves into the cache (offline/save.ts), pages of the desk with
 * anything of a person or an incident never do.
 */
import { SAVED } from "./offline/saved.ts"

/** What a worker has that the types of a page do not know. */
interface WorkerScope {
  skipWaiting(): Promise<void>
  addEventListener(kind: "install" | "activate", act: (happened: { waitUntil(work: Promise<unknown>): void }) => void): void
  addEventListener(kind: "fetch", act: (happened: { readonly request: Request; respondWith(answer: Promise<Response>): void }) => void): void
  readonly clients: { claim(): Promise<void> }
}

const scope = globalThis as unknown as WorkerScope

scope.addEventListener("install", (happened) => { happened.waitUntil(scope.skipWaiting()) })
scope.addEventListener("activate", (happened) => { happened.waitUntil(scope.clients.claim()) })
scope.addEventListener("fetch", (happened) => {
  const { request } = happened
  if (request.method === "GET" && new URL(request.url).origin === location.origin && mayBeSaved(request)) happened.respondWith(answer(request))
})

/** Pages, and what they are drawn and run with; what a script asks for is its own business. */
function mayBeSaved({ mode, destination }: Request): boolean {
  return mode === "navigate" || destination === "style" || destination === "script" || destination === "image"
}

async function answer(request: Request): Promise<Response> {
  const cache = await caches.open(SAVED)
  const saved = await cache.match(request)
  if (saved === undefined) return fetch(request)
  try {
    const fresh = await fetch(request)
    if (fresh.ok && !fresh.redirected) await cache.put(request, fresh.clone())
    return fresh.status >= 500 ? saved : fresh
  } catch {
    return saved
  }
}
