import { expect, test } from "vitest"
import type { Day } from "../law/types.ts"
import { printBlockers } from "./print-blockers.ts"
import { printTexts } from "./print-texts.ts"

const plainly = (_style: string, text: string): string => text

test("the table of languages", () => {
  const reviewed = { kind: "reviewed", by: "A translator", on: "2026-02-01" as Day } as const
  expect(printTexts([
    { text: "words", grade: null, languages: [{ language: "en", state: { kind: "draft" }, stale: 0, missing: 0 }, { language: "es", state: null, stale: 0, missing: 0 }] },
    { text: "door", grade: 2.8, languages: [{ language: "en", state: reviewed, stale: 0, missing: 0 }, { language: "es", state: reviewed, stale: 2, missing: 1 }] },
  ], plainly)).toEqual([
    "text   grade  en                   es",
    "words         draft                missing",
    "door   2.8    reviewed 2026-02-01  reviewed 2026-02-01, 2 stale, 1 missing",
  ])
})

test("what stands in the way of a release, a kind at a time", () => {
  expect(printBlockers([], plainly)).toEqual(["Nothing stands in the way of a release."])
  expect(printBlockers([{ kind: "unreviewed-law", what: "order" }, { kind: "unconfirmed-line", what: "emergency" }, { kind: "unreviewed-law", what: "wco" }], plainly)).toEqual([
    "Not to be released yet",
    "Instruments that the Law Department has not reviewed (2):",
    "  order, wco",
    "Help lines that nobody has called (1):",
    "  emergency",
  ])
})
