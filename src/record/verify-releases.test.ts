/** What a released act may say where counsel has withdrawn a clause. */
import { expect, test } from "vitest"
import type { Cell } from "../kernel/receipt/act.ts"
import type { WithdrawalEntry } from "../kernel/receipt/withdrawal-entry.ts"
import { isSilenced } from "./verify-releases.ts"

const LAW = "a".repeat(64)
const withdrawal = (from: string, law = LAW): WithdrawalEntry => ({ kind: "withdrawal", law, clause: "order-1#cl_joint-duty", from, role: "counsel" })
const cell = (month: string, outcome: string): Cell => ({ department: "police", question: "joint-duty", outcome, law: LAW, month })

test.each([
  ["silence after a withdrawal", cell("2026-03", "silent"), [withdrawal("2026-02-10T12:00:00Z")], true],
  ["silence before it", cell("2026-01", "silent"), [withdrawal("2026-02-10T12:00:00Z")], false],
  ["a month that ended in the city when it had begun elsewhere", cell("2026-01", "silent"), [withdrawal("2026-02-01T03:00:00Z")], true],
  ["what cannot be told for want of a clause", cell("2026-03", "open"), [withdrawal("2026-02-10T12:00:00Z")], true],
  ["an answer, which no withdrawal gives", cell("2026-03", "allowed"), [withdrawal("2026-02-10T12:00:00Z")], false],
  ["another law's withdrawal", cell("2026-03", "silent"), [withdrawal("2026-02-10T12:00:00Z", "b".repeat(64))], false],
  ["no withdrawal", cell("2026-03", "silent"), [], false],
])("%s", (_, one, withdrawals, expected) => {
  expect(isSilenced(one, withdrawals)).toBe(expected)
})
