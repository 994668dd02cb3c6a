/**
 * Tokens: 32 random bytes that are somebody's, in base64url. Whoever has one is taken for that person, so only its SHA-256 is kept; with
 * 256 random bits nothing slower is needed.
 */
import { createHash, randomBytes } from "node:crypto"

const TOKEN = /^[\w-]{43}$/

export function newToken(): string {
  return randomBytes(32).toString("base64url")
}

/** As what a token is kept: SHA-256 in lower-case hex; `null` for a text that is no token. */
export function digestOfToken(token: string): string | null {
  return TOKEN.test(token) ? createHash("sha256").update(token).digest("hex") : null
}
