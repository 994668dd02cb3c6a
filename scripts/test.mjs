/**
 * `npm test`: types, lint and every test, and one line at the end that says how many passed.
 *
 * The type check and lint count as one each. They go on one after the other beside the tests, many of which wait for a database or a process;
 * what they say stands after the tests, above the count. Further arguments go to Vitest: `npm test -- tests/architecture.test.ts`.
 * `--long` (npm run test:long) sets WRIT_LONG=1, which tests read to go on for longer.
 */
import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const cache = join(root, "node_modules", ".cache")
const resultsFile = join(cache, "writ-tests.json")
const typeChecked = [".", "src/kernel", "src/browser", "tests/journeys"]

const args = process.argv.slice(2).filter((arg) => arg !== "--long")
const env = {
  ...process.env,
  ...(process.stdout.isTTY ? {} : { NO_COLOR: "1" }),
  ...(process.argv.includes("--long") ? { WRIT_LONG: "1" } : {}),
}
const total = { passed: 0, failed: 0, skipped: 0 }

/** Runs a program of node_modules with this Node. Resolves to its exit code and, where it was kept, its output. */
function run(program, programArgs, stdout) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, "node_modules", program), ...programArgs], {
      cwd: root,
      env,
      stdio: ["ignore", stdout, stdout],
    })
    let output = ""
    child.stdout?.on("data", (data) => (output += data))
    child.stderr?.on("data", (data) => (output += data))
    child.on("error", reject)
    child.on("close", (code) => resolve({ code, output }))
  })
}

/** A step that is one thing to pass: counts it, and gives a line about it, with what it printed when it failed. */
async function step(name, work) {
  const start = Date.now()
  const { code, output } = await work()
  const seconds = ((Date.now() - start) / 1000).toFixed(1)
  total[code === 0 ? "passed" : "failed"] += 1
  return `${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)\n${code === 0 ? "" : `${output}\n`}`
}

async function checkTypes() {
  let failure = { code: 0, output: "" }
  for (const project of typeChecked) {
    const info = join(cache, "writ-types", `${project.replaceAll(/\W/g, "-")}.tsbuildinfo`)
    const { code, output } = await run("typescript/bin/tsc", ["-p", project, "--incremental", "--tsBuildInfoFile", info], "pipe")
    if (code !== 0) failure = { code, output: failure.output + output }
  }
  return failure
}

async function runChecks() {
  return (await step("types", checkTypes)) + (await step("lint", () => run("eslint/bin/eslint.js", ["."], "pipe")))
}

/** What Vitest wrote of itself, or null when it ended before it could. */
function readResults() {
  try {
    return JSON.parse(readFileSync(resultsFile, "utf8"))
  } catch {
    return null
  }
}

async function runTests() {
  rmSync(resultsFile, { force: true })
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${resultsFile}`]
  const { code } = await run("vitest/vitest.mjs", ["run", ...reporters, ...args], "inherit")
  const results = readResults()
  const unloadable = results?.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length ?? 0
  const failed = (results?.numFailedTests ?? 0) + unloadable
  total.passed += results?.numPassedTests ?? 0
  total.skipped += (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0)
  // An error outside any test, a crash, or no test at all is a failure too, and must show in the count.
  const noneRan = (results?.numPassedTests ?? 0) + failed === 0
  total.failed += failed === 0 && (code !== 0 || noneRan) ? 1 : failed
}

mkdirSync(cache, { recursive: true })
const [checks] = await Promise.all([runChecks(), runTests()])
const skipped = total.skipped === 0 ? "" : `, ${total.skipped} skipped`
process.stdout.write(`\n${checks}\n${total.passed} passed, ${total.failed} failed${skipped}\n`)
process.exitCode = total.failed === 0 ? 0 : 1
