/** Which methods an address takes, read from the routes themselves. RFC 9110 §9.3.2, §9.3.7, §15.5.6 */
import type { Hono } from "hono"

const ASKED = ["GET", "POST"] as const

/** In the form of `Allow`; `null` where no route has the address. What reads with GET also answers HEAD; all answer OPTIONS. */
export function methodsAt(app: Hono, path: string): readonly string[] | null {
  const own = ASKED.filter((method) => app.router.match(method, path)[0].some(([[, route]]) => route.method === method))
  if (own.length === 0) return null
  return [...own.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])), "OPTIONS"]
}
