/**
 * Headers on every answer, errors of the HTTP layer included: nothing runs (but on a few pages, our own script), nothing is fetched from
 * elsewhere, nothing frames us, nothing else shares our process, and no address of ours is told to another site. There is no cookie on
 * any page but those for which somebody signs in.
 *
 * Sources: CSP Level 3; Fetch (nosniff, CORP); HTML (COOP, COEP); Permissions Policy; RFC 6797 (HSTS).
 */
import type { IncomingMessage, ServerResponse } from "node:http"

const POLICY = ["default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"].join("; ")

/** Of the one page that checks receipts: it runs our script, and can send nothing anywhere, not even a form. */
export const SCRIPT_POLICY = ["default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "form-action 'none'", "base-uri 'none'", "frame-ancestors 'none'"].join("; ")

/** Of the pages that sign in: they run our script, and send their own form to us and nothing anywhere else. */
export const PASSKEY_POLICY = `${POLICY}; script-src 'self'`

/** Of counsel's desk: it runs our script, which asks us, and nobody else, what is new. */
export const LIVE_POLICY = `${POLICY}; script-src 'self'; connect-src 'self'`

/** Of the page that asks without a connection: its script sends what waited on the device to us, and to nobody else. */
export const DEVICE_POLICY = `${SCRIPT_POLICY}; connect-src 'self'`

/** Of the worker that gives saved pages: it fetches from us and from nobody else. */
export const WORKER_POLICY = "default-src 'none'; connect-src 'self'"

const ALWAYS: readonly (readonly [name: string, value: string])[] = [
  ["content-security-policy", POLICY],
  ["x-content-type-options", "nosniff"],
  ["x-frame-options", "DENY"],
  ["referrer-policy", "no-referrer"],
  ["permissions-policy", "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()"],
  ["cross-origin-opener-policy", "same-origin"],
  ["cross-origin-embedder-policy", "require-corp"],
  ["cross-origin-resource-policy", "same-origin"],
  ["x-dns-prefetch-control", "off"],
]

/**
 * A year, for this host alone. Writ speaks HTTP and leaves TLS to a proxy before it, so the header is sent where the proxy says that
 * the reader came over TLS; over plain HTTP a browser has to ignore it (RFC 6797 §8.1). Not for subdomains, and never
 * for preloading: a city's other hosts are not ours to bind.
 */
const STRICT_TRANSPORT = "max-age=31536000"

export function setSecurityHeaders(incoming: IncomingMessage, outgoing: ServerResponse): void {
  for (const [name, value] of ALWAYS) outgoing.setHeader(name, value)
  if (incoming.headers["x-forwarded-proto"] === "https") outgoing.setHeader("strict-transport-security", STRICT_TRANSPORT)
}
