/**
 * Saves this page on the device, where the person asks for it: the page, its style and its script, and nothing else of the site. A worker
 * (service-worker.ts) gives them when there is no connection.
 */
import { SAVED } from "./saved.ts"

/** What to say of it. */
export type Saved = "saved" | "not-saved"

export async function savePage(page: Document): Promise<Saved> {
  try {
    await navigator.serviceWorker.register("/service-worker.js", { scope: "/", updateViaCache: "none" })
    const cache = await caches.open(SAVED)
    await cache.addAll([page.location.pathname, ...assetsOf(page)])
    return "saved"
  } catch {
    return "not-saved"
  }
}

/** A page that was saved is saved again when it is opened with a connection, since its style and script may have other names by now. */
export async function saveAgain(page: Document): Promise<void> {
  const saved = "caches" in window ? await caches.match(page.location.pathname, { cacheName: SAVED }) : undefined
  if (saved !== undefined) await savePage(page)
}

function assetsOf(page: Document): readonly string[] {
  const sheets = [...page.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet], link[rel=icon]")].map(({ href }) => href)
  const scripts = [...page.querySelectorAll<HTMLScriptElement>("script[src]")].map(({ src }) => src)
  return [...sheets, ...scripts]
}
