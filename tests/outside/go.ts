/** Building and running the Go program of this folder, where Go and golang.org/x/mod can be had. */
import { spawnSync } from "node:child_process"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const BUILD_MS = 120_000

/** The program's path; `null`, with a reason, where it cannot be built. */
export function buildGo(): { readonly program: string } | { readonly program: null; readonly why: string } {
  const program = join(mkdtempSync(join(tmpdir(), "writ-outside-")), process.platform === "win32" ? "outside.exe" : "outside")
  const built = spawnSync("go", ["build", "-o", program, "."], { cwd: import.meta.dirname, encoding: "utf8", timeout: BUILD_MS })
  if (built.status === 0) return { program }
  return { program: null, why: built.error === undefined ? built.stderr.trim().split("\n").at(-1) ?? "it does not build" : "go was not found, or took too long" }
}

/** What it printed. Fails with what it said otherwise. */
export function runGo(program: string, ...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 })
  if (status !== 0) throw new Error(stderr)
  return stdout
}
