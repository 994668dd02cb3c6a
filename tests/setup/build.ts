/** Builds what has changed: the pages' script is read out of dist/, and a test must not see an older one. */
import { execFileSync } from "node:child_process"

export function setup(): void {
  execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: ["ignore", "ignore", "inherit"] })
}
