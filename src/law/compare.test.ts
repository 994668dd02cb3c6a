/** Two laws compared: what a known amendment changes, that counts add up, and that equal laws are equal whatever their clauses are called. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { changesAnswer, compareInTime, compareLaws, differs, restates, turningDays } from "./compare.ts"
import { readPack } from "./from-pack.ts"
import type { Day, Pack } from "./types.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-compare-"))
let chicago: Pack
let example: Pack

beforeAll(() => {
  chicago = packIn("packs/chicago")
  example = packIn("packs/example")
})
afterAll(() => { rmSync(folder, { recursive: true }) })

function packIn(path: string): Pack {
  const { value } = readPack(path)
  if (value === null) throw new Error(`${path} cannot be read`)
  return value
}

/** The example pack with a word changed in all of its files. */
function amended(name: string, from: RegExp, to: string): Pack {
  const copy = join(folder, name)
  cpSync("packs/example", copy, { recursive: true })
  for (const file of readdirSync(copy, { recursive: true, withFileTypes: true }).filter((one) => one.isFile())) {
    const path = join(file.parentPath, file.name)
    writeFileSync(path, readFileSync(path, "utf8").replaceAll(from, to))
  }
  return packIn(copy)
}

const BEFORE = "2025-08-01" as Day
const AFTER = "2025-11-01" as Day

describe("the Chicago pack before and after its order", () => {
  test("what changes and what is only restated", () => {
    const { questions } = compareLaws({ law: chicago, day: BEFORE }, { law: chicago, day: AFTER })
    expect(questions.filter(changesAnswer).map(({ after }) => after.id)).toEqual(["joint-duty", "use-city-lot", "cover-face", "hide-identification", "act-against-protest", "plan-with-organisers", "tell-rights"])
    expect(questions.filter((one) => differs(one) && !changesAnswer(one)).map(({ after }) => after.id)).toEqual(["traffic-stop", "checkpoint", "switch-camera-off"])
    const restated = questions.flatMap(({ changes }) => changes?.restating ?? []).find(({ rule }) => rule === "order-no-joint-duty")
    expect(restated).toMatchObject({ count: 4n, like: ["wco-no-part"] })
    expect(restated === undefined ? null : restates(chicago, restated)).toBe(true)
  })

  test("regions add up to what changes, in both directions of time", () => {
    for (const [from, to] of [[BEFORE, AFTER], [AFTER, BEFORE]] as const) {
      for (const { changes } of compareLaws({ law: chicago, day: from }, { law: chicago, day: to }).questions) {
        expect(changes?.regions.flatMap((region) => region.changes).reduce((sum, { count }) => sum + count, 0n)).toBe(changes?.changed)
      }
    }
  })

  test("a day with another law than the day before, for each day on which it turns; none on others", () => {
    expect(turningDays(chicago)).toContain("2025-08-30")
    const unchanged = compareLaws({ law: chicago, day: "2025-09-01" as Day }, { law: chicago, day: "2025-09-02" as Day })
    expect(unchanged.questions.some(differs)).toBe(false)
  })
})

describe("two packs", () => {
  test("a pack beside itself: nothing, on every day", () => {
    const compared = compareInTime(chicago, chicago)
    expect(compared.length).toBeGreaterThan(5)
    expect(compared.flatMap(({ comparison }) => comparison.questions).some(differs)).toBe(false)
    expect([compared[0]?.stretch.from, compared.at(-1)?.stretch.to]).toEqual([null, null])
  })

  test("a renumbered clause and a renamed rule are no change", () => {
    const renumbered = amended("renumbered", /no-joint-duty/g, "no-such-patrol")
    expect(renumbered.digest).not.toBe(example.digest)
    expect(compareInTime(example, renumbered).flatMap(({ comparison }) => comparison.questions).some(differs)).toBe(false)
  })

  test("a value by another name is another value: situations of one law alone", () => {
    const renamed = amended("other-words", /troops/g, "soldiers")
    const compared = compareLaws({ law: example, day: AFTER }, { law: renamed, day: AFTER }).questions
    expect(compared.some(({ changes }) => changes !== null && changes.onlyBefore > 0n && changes.onlyBefore === changes.onlyAfter)).toBe(true)
  })

  test("a question that is gone, and one that is new", () => {
    expect(compareLaws({ law: chicago, day: AFTER }, { law: example, day: AFTER }).removedQuestions.length).toBe(chicago.questions.length - 2)
    expect(compareLaws({ law: example, day: AFTER }, { law: chicago, day: AFTER }).addedQuestions.length).toBe(chicago.questions.length - 2)
  })
})
