/**
 * Makes the tree ready to run: installs when package-lock.json is newer than what is installed, builds when sources have changed.
 * Runs before `npm start` and `npm test`, also on a fresh clone, so it uses the standard library alone.
 */
import { spawnSync } from "node:child_process"
import { statSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")

/** When a file was written, or 0 when there is none. */
function writtenAt(path) {
  return statSync(join(root, path), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options })
  if (error) throw error
  if (status !== 0) process.exit(status ?? 1)
}

if (writtenAt("package-lock.json") > writtenAt("node_modules/.package-lock.json")) {
  process.stderr.write("Installing what is missing…\n")
  run("npm", ["ci"], { shell: process.platform === "win32" })
}
run(process.execPath, ["scripts/build.mjs"])
