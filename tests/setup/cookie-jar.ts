/** One browser's cookies, for tests that ask an app without a browser; and what its pages hold. */
import type { Hono } from "hono"

export interface JarRequest {
  readonly method?: string
  readonly form?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
}

export class CookieJar {
  readonly #app: Hono
  readonly #origin: string
  readonly cookies = new Map<string, string>()

  constructor(app: Hono, origin: string) {
    this.#app = app
    this.#origin = origin
  }

  async ask(path: string, { form, headers }: JarRequest = {}): Promise<Response> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    const sent = form === undefined ? {} : { method: "POST", body: new URLSearchParams(form) }
    const response = await this.#app.request(path, { ...sent, headers: { ...(cookie === "" ? {} : { cookie }), ...(form === undefined ? {} : { origin: this.#origin }), ...headers } })
    for (const line of response.headers.getSetCookie()) this.#take(line)
    return response
  }

  #take(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? []
    if (/max-age=0/i.test(line)) this.cookies.delete(name)
    else this.cookies.set(name, value)
  }
}

/** An attribute of the page's one element that has it, unescaped. */
export function attributeIn(html: string, name: string): string {
  const value = new RegExp(` ${name}="([^"]*)"`).exec(html)?.[1] ?? ""
  return value.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&#39;", "'").replaceAll("&amp;", "&")
}
