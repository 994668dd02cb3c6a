/**
 * `<data>/sign-in.json`: the city's own sign-in, where it has one.
 *
 *     { "provider": { "name": "City account", "issuer": "https://login.city.example", "client": "writ", "secret": "…" } }
 *
 * It holds a secret, so only its owner may read it. Without the file there are passkeys alone.
 */
import { existsSync, readFileSync, statSync } from "node:fs"
import { z } from "zod"
import type { ProviderSettings } from "./provider.ts"

export const SIGN_IN_FILE = "sign-in.json"

const fileForm = z.strictObject({
  provider: z.strictObject({
    name: z.string().min(1).max(60),
    issuer: z.url({ protocol: /^https?$/ }),
    client: z.string().min(1),
    secret: z.string().min(1),
  }),
})

/** What is wrong with the file. */
export class SignInFileWrong extends Error {
  override readonly name = "SignInFileWrong"
  readonly file: string
  readonly why: "form" | "readable-by-others"
  /** What was found, where it is the form. */
  readonly found: string

  constructor(file: string, why: SignInFileWrong["why"], found: string) {
    super(`${file}: ${why}`)
    this.file = file
    this.why = why
    this.found = found
  }
}

/** `null` where there is no file. Throws `SignInFileWrong`. */
export function readSignInFile(file: string): ProviderSettings | null {
  if (!existsSync(file)) return null
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) throw new SignInFileWrong(file, "readable-by-others", "")
  const { provider } = parseSignInFile(file, readFileSync(file, "utf8"))
  return { name: provider.name, issuer: provider.issuer, clientId: provider.client, secret: provider.secret }
}

function parseSignInFile(file: string, written: string): z.infer<typeof fileForm> {
  const json = jsonOf(written)
  if (json === undefined) throw new SignInFileWrong(file, "form", "it is not JSON")
  const read = fileForm.safeParse(json)
  if (read.success) return read.data
  const [first] = read.error.issues
  throw new SignInFileWrong(file, "form", first === undefined ? "" : `${first.path.join(".")}: ${first.message}`)
}

function jsonOf(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    return undefined
  }
}
