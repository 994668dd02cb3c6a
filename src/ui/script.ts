/**
 * The site's scripts, as scripts/build.mjs bundled them into dist/: one a page, on the few pages that have any. Its address carries a digest of its bytes, so it may be kept for
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

export function pageScript(name: "verify-page" | "passkey-page" | "leave-page" | "counsel-page"): PageScript {
  // From src/ui/ and from dist/ui/ alike.
  const code = readFileSync(new URL(`../../dist/browser/${name}.js`, import.meta.url), "utf8")
  const digest = createHash("sha256").update(code).digest("hex").slice(0, 16)
  return { path: `/script/${digest}.js`, code, integrity: `sha384-${createHash("sha384").update(code).digest("base64")}` }
}
