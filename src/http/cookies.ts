/** The two cookies there are: both only over TLS or on this machine, for this host alone, and never for a script (RFC 6265bis §4.1.3.2). */
import type { Context } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import type { CookieOptions } from "hono/utils/cookie"

/** Who has signed in. */
export const SESSION_COOKIE = "__Host-writ"
/** A sign-in under way, in the browser that began it. */
export const FLOW_COOKIE = "__Host-writ-flow"

type Name = typeof SESSION_COOKIE | typeof FLOW_COOKIE

/** Lax: it comes along when somebody follows a link to us, as the city's provider leads back, and never with another site's form. */
const HOST_ONLY: CookieOptions = { path: "/", secure: true, httpOnly: true, sameSite: "Lax" }

/** "" where the browser sent none. */
export function readCookie(c: Context, name: Name): string {
  return getCookie(c, name) ?? ""
}

/** Until the browser is closed: how long it counts the database knows. */
export function writeCookie(c: Context, name: Name, token: string): void {
  setCookie(c, name, token, HOST_ONLY)
}

export function dropCookie(c: Context, name: Name): void {
  deleteCookie(c, name, HOST_ONLY)
}
