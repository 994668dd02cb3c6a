/** What a reader is shown of a guide, how the table counts it, and what stands in the way of a release. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { packFromFiles } from "../../src/law/from-pack.ts"
import { HARDEST_GRADE, readingLevel } from "../../src/law/guides/reading-level.ts"
import { textOf } from "../../src/law/guides/runs.ts"
import { guideIn, guideOf, type ShownGuide, type ShownStatement } from "../../src/law/guides/shown.ts"
import { textStates } from "../../src/law/guides/states.ts"
import { PAGE_SECTIONS, SECTIONS } from "../../src/law/guides/types.ts"
import { readPackFiles } from "../../src/law/pack-files.ts"
import { blockersOf } from "../../src/law/release.ts"
import type { Day, Pack } from "../../src/law/types.ts"
import { filesOf, GOLDEN } from "./golden-case.ts"

const markdown = readFileSync(join(GOLDEN, "good/guides.md"), "utf8")
const today = "2026-02-02" as Day

/** The pack of the golden case with texts replaced in one of its files. */
function changed(path: string, changes: readonly (readonly [string, string])[]): Pack {
  const files = new Map(filesOf(markdown))
  const text = new TextDecoder().decode(files.get(path))
  files.set(path, Buffer.from(changes.reduce((before, [from, to]) => before.replaceAll(from, () => to), text)))
  const { value, diagnostics } = packFromFiles(files)
  return value ?? expect.fail(diagnostics.map(({ message }) => message).join("; "))
}

function shown(pack: Pack, id: string, language: string, on: Day = today): ShownGuide {
  return guideIn(pack.guides.find((guide) => guide.id === id) ?? expect.fail(`no guide ${id}`), language, on)
}

function statement(guide: ShownGuide, id: string): ShownStatement {
  return guide.sections.flatMap(({ statements }) => statements).find((one) => one.id === id) ?? expect.fail(`no statement ${id}`)
}

function said({ text }: ShownStatement): readonly (string | null)[] {
  return [textOf(text?.runs ?? []), text?.language ?? null, text?.state.kind ?? null, text?.original == null ? null : textOf(text.original.runs)]
}

const pack = changed("guides/door/es.md", [])

describe("a guide as it is shown", () => {
  test("in the language in which it is written: its own words and state", () => {
    expect(said(statement(shown(pack, "papers", "en"), "look-for"))).toEqual(["Look for the words I-200 and for the name of a court.", "en", "reviewed", null])
  })

  test("translated: the source's words stand beside them, with what is printed apart", () => {
    const { text } = statement(shown(pack, "papers", "es"), "look-for")
    expect(text?.runs.find(({ kind }) => kind === "printed")).toEqual({ kind: "printed", text: "I-200" })
    expect(said(statement(shown(pack, "papers", "es"), "look-for"))).toEqual(["Busque las palabras I-200 y el nombre de un tribunal.", "es", "draft", "Look for the words I-200 and for the name of a court."])
  })

  test("a heading, too, with what is printed apart", () => {
    const heading = shown(pack, "papers", "es").sections[1]?.heading
    expect(heading?.runs).toEqual([{ kind: "words", text: "Dice " }, { kind: "printed", text: "I-200" }])
    expect(textOf(heading?.original?.runs ?? [])).toBe("It says I-200")
  })

  test("stale where the source has changed since, and there alone", () => {
    const guide = shown(changed("guides/door/en.md", [["Stay calm.", "Breathe."], ["## Help", "## Who helps"]]), "door", "es")
    expect(said(statement(guide, "stay-calm"))).toEqual(["Mantenga la calma.", "es", "stale", "Breathe."])
    expect(statement(guide, "ask-who").text?.state.kind).toBe("draft")
    expect([guide.title.state.kind, guide.sections[0].heading.state.kind]).toEqual(["stale", "stale"])
  })

  test("not translated: the source's words, in its language", () => {
    const without = changed("guides/door/es.md", [[/- Mantenga la calma.*\n/.exec(markdown)?.[0] ?? "", ""]])
    expect(said(statement(shown(without, "door", "es"), "stay-calm"))).toEqual(["Stay calm.", "en", "missing", null])
    expect(said(statement(shown(pack, "door", "pl"), "stay-calm"))).toEqual(["Stay calm.", "en", "missing", null])
    expect(shown(pack, "door", "pl").state.kind).toBe("missing")
  })

  test("each statement with what it rests on", () => {
    const guide = shown(pack, "papers", "es")
    const { sources, cites } = statement(guide, "look-for")
    expect([sources.map(({ by }) => by), cites]).toEqual([["A guide for residents", "A newspaper", "Clerk"], ["order#cl_joint-duty"]])
    expect(statement(guide, "disputed").contested).toBe("2026-01-31")
    expect(statement(guide, "emergency")).toMatchObject({ text: null, help: { id: "emergency" }, sources: [{ by: "Clerk" }] })
    expect(statement(guide, "hurt").help?.number).toBe("911")
  })

  test("confirmed through the earliest day of what it rests on, for ninety days", () => {
    expect(shown(pack, "papers", "en", "2026-05-01" as Day).confirmed).toEqual({ through: "2026-01-31", stale: false })
    expect(shown(pack, "papers", "en", "2026-05-02" as Day).confirmed.stale).toBe(true)
    expect(shown(pack, "door", "en", "2026-05-02" as Day).confirmed).toEqual({ through: "2026-02-01", stale: false })
    expect(statement(shown(pack, "papers", "en", "2026-05-02" as Day), "no-advice").confirmed).toEqual({ through: "2026-02-01", stale: false })
  })

  test("an old help line has its own day, and does not make the guide old", () => {
    const guide = shown(changed("help.yaml", [["read-on: 2026-02-01", "dated: 2012-01-01, read-on: 2026-02-01"]]), "papers", "en")
    expect(guide.confirmed.through).toBe("2026-01-31")
    expect(["emergency", "hurt"].map((id) => statement(guide, id).confirmed.through)).toEqual(["2012-01-01", "2012-01-01"])
  })

  test("a circumstance in the sequence of every guide, however it is written", () => {
    const now = "## Now {#now}\n\nKeep the door closed. {#keep-closed source=rights}\n\n"
    const swapped = changed("guides/door/en.md", [[now, ""], ["## Sources", `${now}## Sources`]])
    expect(shown(swapped, "door", "en").sections.map(({ id }) => id)).toEqual(SECTIONS)
    expect(shown(pack, "papers", "en").sections.map(({ id }) => id)).toEqual(["now", "says-i-200", "help", "sources"])
  })
})

describe("what an official pack hides", () => {
  const official = changed("pack.yaml", [["status: demonstration", "status: official"]])
  const seen = (of: Pack, id: string): readonly (string | undefined)[] => { const guide = guideOf(of, id, "es", today); return [guide?.state.kind, guide === null ? undefined : statement(guide, "look-for").text?.language] }

  test("a guide whose source is a draft, and a translation that is one", () => {
    expect(guideOf(official, "door", "en", today)).toBeNull()
    expect(seen(official, "papers")).toEqual(["missing", "en"])
  })

  test("and a demonstration shows; a guide that is not there neither does", () => {
    expect(guideOf(pack, "door", "en", today)?.state.kind).toBe("draft")
    expect(seen(pack, "papers")).toEqual(["draft", "es"])
    expect([guideOf(pack, "car", "en", today), guideOf(official, "car", "en", today)]).toEqual([null, null])
  })
})

test("the table counts what is stale and what is missing", () => {
  const lagging = changed("guides/door/en.md", [["Stay calm.", "Breathe."], ["- Ask who they are.", "- Ask. {#ask source=rights}\n- Ask who they are."]])
  const row = (name: string): unknown => textStates(lagging).find(({ text }) => text === name)?.languages
  expect(row("door")).toEqual([{ language: "en", state: { kind: "draft" }, stale: 0, missing: 0 }, { language: "es", state: { kind: "draft" }, stale: 1, missing: 1 }])
  expect(row("words")).toHaveLength(2)
})

test("a release waits for reviews, calls, translations and fresh sources, and for nothing else", () => {
  const blockers = (of: Pack, on: Day): readonly string[] => blockersOf(of, on).map(({ kind, what }) => `${kind} ${what}`)
  const drafts = ["unreviewed-law order", "unreviewed-text words (en)", "unreviewed-text words (es)", "unreviewed-text door (en)", "unreviewed-text door (es)", "unreviewed-text papers (es)", "unconfirmed-line emergency"]
  expect(blockers(pack, today)).toEqual(drafts)
  expect(blockers(pack, "2026-05-02" as Day)).toEqual([...drafts, "stale-source papers"])
  expect(blockers(changed("guides/door/en.md", [["Stay calm.", "Breathe."]]), today)).toContain("lagging-translation door (es)")
})

describe.each(["example", "chicago", "heat-emergency"])("the guides of the pack %s", (name) => {
  const read = packFromFiles(readPackFiles(join(import.meta.dirname, "../../packs", name)).value ?? expect.fail(name))
  const { guides, settings } = read.value ?? expect.fail(read.diagnostics.map(({ message }) => message).join("; "))

  test("have every section in every language, read at the sixth grade or below, and are drafts", () => {
    for (const guide of guides) {
      expect(guide.sections.map(({ id }) => id)).toEqual(expect.arrayContaining([...(guide.form === "page" ? PAGE_SECTIONS : SECTIONS)]))
      expect(readingLevel(guide), guide.id).toBeLessThanOrEqual(HARDEST_GRADE)
      for (const language of settings.languages) expect([guide.id, language, guideIn(guide, language, today).state]).toEqual([guide.id, language, { kind: "draft" }])
    }
  })
})

test("each guide of Chicago says what not to do, all of it", () => {
  const { value } = packFromFiles(readPackFiles(join(import.meta.dirname, "../../packs/chicago")).value ?? expect.fail())
  const circumstances = (value?.guides ?? []).filter(({ form }) => form === "circumstance")
  expect(circumstances.map(({ id }) => id)).toEqual(["car", "clinic", "court", "detained", "door", "protest", "school", "status", "street", "surge", "taken", "witness", "work"])
  for (const { id, sections } of circumstances) {
    const said = sections.find((section) => section.id === "dont")?.statements.map(({ text }) => textOf(text ?? [])).join(" ") ?? ""
    for (const what of [/not lie/, /false papers/, /not run/, /not resist/, /hide anyone/, /not block/, /not sign/]) expect(said, id).toMatch(what)
  }
})
