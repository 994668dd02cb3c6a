/**
 * `npm run bench -- NAME` runs bench/NAME.ts, which prints its table. bench/ is a package of its own, so that the peers we measure
 * ourselves against are not installed with the product; it is installed here when first needed.
 */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { load } from "./load.mjs"

const bench = join(dirname(fileURLToPath(import.meta.url)), "..", "bench")
const [name, ...rest] = process.argv.slice(2)
const entry = join(bench, `${name}.ts`)

if (name === undefined || !existsSync(entry)) {
  const names = readdirSync(bench).flatMap((file) => (file.endsWith(".ts") ? [file.slice(0, -3)] : []))
  process.stderr.write(`npm run bench -- NAME, where NAME is one of: ${names.join(", ") || "(none yet)"}\n`)
  process.exit(2)
}

const installedAt = statSync(join(bench, "node_modules/.package-lock.json"), { throwIfNoEntry: false })?.mtimeMs ?? 0
if (statSync(join(bench, "package-lock.json")).mtimeMs > installedAt) {
  process.stderr.write("Installing what is measured against…\n")
  const { status } = spawnSync("npm", ["ci"], { cwd: bench, stdio: ["ignore", 2, 2], shell: process.platform === "win32" })
  if (status !== 0) process.exit(status ?? 1)
}

process.argv.splice(2, process.argv.length, ...rest)
await load(entry, bench)
