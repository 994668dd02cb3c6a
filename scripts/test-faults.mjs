/** `npm run test:faults`: the record under faults, with 200 kills in place of five; prints rounds, acts, receipts, lost and doubled. */
import { spawnSync } from "node:child_process"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const tests = ["tests/record/faults.test.ts", "tests/record/acts.test.ts", "tests/record/open-record.test.ts", "tests/record/kill.test.ts"]
const { status } = spawnSync(process.execPath, [join(root, "node_modules/vitest/vitest.mjs"), "run", ...tests, ...process.argv.slice(2)], {
  cwd: root,
  env: { WRIT_KILLS: "200", ...process.env },
  stdio: "inherit",
})
process.exitCode = status ?? 1
