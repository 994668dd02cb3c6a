/**
 * The one script of the site, as scripts/build.mjs bundled it into dist/. Its address carries a digest of its bytes, so it may be kept for
 * ever; the page that takes it names the digest too (Subresource Integrity), so that nothing between can put another in its place.
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"

export interface PageScript {
  readonly path: string
  readonly code: string
  /** As the `integrity` attribute has it. */
  readonly integrity: string
}

export function verifyScript(): PageScript {
  // From src/ui/ and from dist/ui/ alike.
  const code = readFileSync(new URL("../../dist/browser/verify-page.js", import.meta.url), "utf8")
  const digest = createHash("sha256").update(code).digest("hex").slice(0, 16)
  return { path: `/script/${digest}.js`, code, integrity: `sha384-${createHash("sha384").update(code).digest("base64")}` }
}
