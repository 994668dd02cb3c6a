/**
 * Where people reach the desk: as WRIT_ADDRESS says, else on this machine under that port.
 *
 * A passkey belongs to a name, and an IP address is none (WebAuthn Level 3, §4, "relying party identifier"), so this machine is `localhost`.
 */
import { quote } from "../kernel/text/did-you-mean.ts"
import { UsageError } from "./usage.ts"

/** `https://desk.city.example`. Throws `UsageError` for an address that is none, or has more than a host. */
export function deskOrigin(port: number): string {
  const given = process.env["WRIT_ADDRESS"] || `http://localhost:${port}`
  const url = URL.canParse(given) ? new URL(given) : null
  const isBare = url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/" && url.search + url.hash + url.username + url.password === ""
  if (!isBare) throw new UsageError(`WRIT_ADDRESS is where people reach the desk, such as https://desk.city.example; found ${quote(given)}`)
  return url.origin
}
