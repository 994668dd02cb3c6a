/** What `writ check` says of findings: each kind found or "none", with the clause in its prose and a call that opens the situation. */
import { expect, test } from "vitest"
import { openBook } from "../law/book.ts"
import { lawFindings } from "../law/findings.ts"
import { readPack } from "../law/from-pack.ts"
import type { Day } from "../law/types.ts"
import { printFindings } from "./print-findings.ts"

const DAY = "2025-11-01" as Day

function findingsOf(folder: string): readonly string[] {
  const pack = readPack(folder).value
  if (pack === null) throw new Error(`${folder} cannot be read`)
  return printFindings(openBook(pack).pack, lawFindings(pack, DAY), { on: DAY, pack: folder }, (_, text) => text)
}

const KINDS = ["Gaps", "Accepted gaps", "Conflicts", "Overridden permissions", "Dead rules", "Idle rules", "Redundant rules", "Duties and steps that stand on a clause not in force"]

test.each(["packs/example", "packs/chicago"])("%s: each kind is told, found or not", (folder) => {
  const lines = findingsOf(folder)
  for (const kind of KINDS) expect(lines.filter((line) => line.startsWith(kind)), kind).toHaveLength(1)
})

test("a redundant rule of the Chicago pack, with its clause's words and a situation to try", () => {
  const lines = findingsOf("packs/chicago")
  const at = lines.findIndex((line) => line.includes("joint-duty: order-no-joint-duty; all that it decides wco-no-part decides too"))
  expect(at).toBeGreaterThan(0)
  expect(lines[at + 2]).toContain("No agency or agent of the City takes part in civil immigration")
  expect(lines[at + 3]).toMatch(/^ {4}npx writ ask joint-duty body=cpd who=[a-z-]+ purpose=immigration existing_agreement=no --on 2025-11-01 --pack packs\/chicago$/)
})
