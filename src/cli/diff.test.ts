/** `writ diff`: what is printed of two packs, two revisions and two days, and which calls are not understood. */
import { execFileSync } from "node:child_process"
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { runWrit, type Ran } from "../../tests/setup/run-writ.ts"

const repository = mkdtempSync(join(tmpdir(), "writ-diff-"))
const pack = join(repository, "packs/ours")
const order = join(pack, "law/order-1.md")

function git(...words: readonly string[]): void {
  execFileSync("git", ["-c", "user.name=Author", "-c", "user.email=author@example.org", ...words], { cwd: repository, stdio: "ignore" })
}

beforeAll(() => {
  cpSync("packs/example", pack, { recursive: true })
  git("init", "--quiet")
  git("add", ".")
  git("commit", "--quiet", "-m", "first")
  git("tag", "first")
  writeFileSync(order, withoutException(readFileSync(order, "utf8")))
})
afterAll(() => { rmSync(repository, { recursive: true }) })

/** The rule of the example's order, its exception and the case that shows it taken out. */
function withoutException(text: string): string {
  return text.replace(/\nunless \{[^}]*\};/, ";").replace(/^\|[^\n]*\| yes +\| silent[^\n]*\n/gm, "")
}

const writ = (...words: readonly string[]): Promise<Ran> => runWrit(words)

test("an exception that was taken out, against a revision: what becomes prohibited, who decides, and how to see it", async () => {
  const { code, out } = await writ("diff", pack, "--rev", "first")
  expect(code).toBe(0)
  expect(out).toContain("now “No”")
  expect(out).toMatch(/npx writ ask joint-duty .*existing_agreement=yes/)
})

test("the same as JSON: regions add up to the count, in texts that hold any number", async () => {
  const { out } = await writ("diff", pack, "--rev", "first", "--on", "2026-11-01", "--json")
  const { comparisons } = JSON.parse(out) as { comparisons: { questions: { question: string; changed: string; regions: { changes: { count: string }[] }[] }[] }[] }
  const question = comparisons[0]?.questions.find((one) => one.question === "joint-duty")
  expect(Number(question?.changed)).toBeGreaterThan(0)
  expect(question?.regions.flatMap(({ changes }) => changes).reduce((sum, { count }) => sum + Number(count), 0)).toBe(Number(question?.changed))
})

test.each([
  [["packs/example", "--on", "2025-12-31", "--on", "2026-01-31"]],
  [["packs/chicago", "--on", "2025-08-01", "--on", "2025-11-01"]],
])("writ diff %j tells changes, and is done", async (words) => {
  const { code, out, err } = await writ("diff", ...words)
  expect([code, err]).toEqual([0, ""])
  expect(out).toContain("get another answer")
})

test("equal laws: no situation changes", async () => {
  expect((await writ("diff", "packs/chicago", "--on", "2025-09-01", "--on", "2025-09-02")).out).toContain("No situation changes.\n")
  expect((await writ("diff", pack, "--rev", "first", "--rev", "first")).out).toContain("No situation changes.\n")
  expect((await writ("diff", "packs/chicago", "packs/chicago", "--on", "2025-09-01", "--on", "2025-09-01", "--lang", "es")).out).toContain("Ninguna situación cambia.\n")
})

test.each([
  [["packs/chicago"], "needs two things to compare"],
  [["a", "b", "c"], "takes two packs"],
  [["packs/chicago", "--on", "2025-08-01", "--on", "2025-08-02", "--on", "2025-08-03"], "--on is given more than twice"],
  [[pack, "--rev", "nowhere"], "git knows no revision `nowhere`"],
  [[pack, "--rev=--output=/tmp/x"], "git knows no revision"],
  [["packs/chicago", "packs/example", "--lang", "pl"], "the pack has no words in `pl`"],
])("writ diff %j is not understood", async (words, told) => {
  const { code, err } = await writ("diff", ...words)
  expect([code, err]).toEqual([2, expect.stringContaining(told)])
})

test("an option that another command takes once is still taken once", async () => {
  expect((await writ("ask", "joint-duty", "--on", "2025-08-01", "--on", "2025-08-02")).err).toContain("--on is given twice")
})
