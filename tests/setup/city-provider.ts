/**
 * A city's sign-in for tests: a real OpenID Connect provider on this machine, and people who sign in there.
 *
 * Its own pages for developers take any name and no password; whoever signs in as `ana` has the subject `ana`.
 */
import { createServer } from "node:http"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { Provider as OidcProvider } from "oidc-provider"
import { vi } from "vitest"
import type { ProviderSettings } from "../../src/people/provider.ts"

export interface CityProvider {
  readonly settings: ProviderSettings
  close(): Promise<void>
}

/** `redirect` is where it sends people back to, and nowhere else. */
export async function cityProvider(redirect: string): Promise<CityProvider> {
  // It warns that this is no provider to go live with.
  for (const telling of ["warn", "info"] as const) vi.spyOn(console, telling).mockReturnValue(undefined)
  const server = createServer()
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const client = { client_id: "writ", client_secret: "a secret of the test's", redirect_uris: [redirect] }
  const provider = new OidcProvider(issuer, { clients: [client], cookies: { keys: ["a key of the test's"] } })
  server.on("request", provider.callback())
  return {
    settings: { name: "City account", issuer, clientId: client.client_id, secret: client.client_secret },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, "close")
    },
  }
}

/** One browser at the provider: what it remembers of who signed in there. */
export class AtProvider {
  readonly #cookies = new Map<string, string>()

  /** Goes where we send people, signs in as `login` where that is asked, allows what is asked, and tells where it is sent back to. */
  async signIn(address: string, login: string, back: string): Promise<URL> {
    let request: { readonly url: string; readonly form: Readonly<Record<string, string>> | null } = { url: address, form: null }
    for (let steps = 0; steps < 12; steps++) {
      const response = await this.#fetch(request.url, request.form)
      const location = response.headers.get("location")
      const to = location === null ? null : new URL(location, request.url)
      if (to?.href.startsWith(back) === true) return to
      request = to === null ? { url: request.url, form: answerTo(await response.text(), login) } : { url: to.href, form: null }
    }
    throw new Error(`the provider does not send back to ${back}`)
  }

  async #fetch(url: string, form: Readonly<Record<string, string>> | null): Promise<Response> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const response = await fetch(url, { redirect: "manual", headers: { cookie }, ...(form === null ? {} : { method: "POST", body: new URLSearchParams(form) }) })
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (value === "") this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return response
  }
}

/** To the provider's own pages: who one is, then that it may tell. */
function answerTo(html: string, login: string): Readonly<Record<string, string>> {
  if (html.includes('name="login"')) return { prompt: "login", login, password: "any" }
  if (html.includes('value="consent"')) return { prompt: "consent" }
  throw new Error(`the provider asks something else: ${html.slice(0, 500)}`)
}
