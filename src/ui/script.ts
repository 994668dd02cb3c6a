/**
 * The site's scripts, as scripts/build.mjs bundled them into dist/: one for each page that runs any. A script's address carries a digest of its
 * bytes, so it may be kept for ever; the page that takes it names the digest too (Subresource Integrity), so that nothing between can
 * put another in its place.
 */
import { createHash } from "node:crypto"
import { readFileSync } from "node:fs"

export interface PageScript {
  readonly path: string
  readonly code: string
  /** As the `integrity` attribute has it. */
  readonly integrity: string
}

export type ScriptName = "verify-page" | "passkey-page" | "counsel-page" | "leave-page" | "offline-desk"

export function pageScript(name: ScriptName): PageScript {
  const code = bundled(name)
  const digest = createHash("sha256").update(code).digest("hex").slice(0, 16)
  return { path: `/script/${digest}.js`, code, integrity: `sha384-${createHash("sha384").update(code).digest("base64")}` }
}

/** The worker that gives saved pages: at one address for ever, since browsers look there for a newer one. */
export function serviceWorker(): string {
  return bundled("service-worker")
}

function bundled(name: ScriptName | "service-worker"): string {
  // From src/ui/ and from dist/ui/ alike.
  return readFileSync(new URL(`../../dist/browser/${name}.js`, import.meta.url), "utf8")
}
