/** Asking on a terminal, driven by keys: what is shown, in which sequence, and that the answer is the one that the same facts get. */
import { PassThrough } from "node:stream"
import { stripVTControlCharacters } from "node:util"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bookOfShapes } from "../../tests/generators/shapes-pack.ts"
import { parseGiven, type Given } from "../kernel/diagram/values.ts"
import { bug } from "../kernel/text/bug.ts"
import type { Answer } from "../law/answer-form.ts"
import type { LawBook } from "../law/book.ts"
import type { Day, FactId, Question } from "../law/types.ts"
import { openPack } from "../pipeline.ts"
import { answerIn } from "../ui/answer-in.ts"
import { openSite, type Site } from "../ui/site.ts"
import { askOnTerminal } from "./ask-on-terminal.ts"

const TODAY = "2026-11-24" as Day
const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const KEYS = { enter: "\r", down: "\u001b[B", up: "\u001b[A", escape: "\u001b", interrupt: "\u0003" }

/** A terminal of two streams: what is pressed goes in, what is shown is kept. */
class Screen {
  readonly input = new PassThrough()
  readonly output = new PassThrough()
  #shown = ""
  #read = 0

  constructor() {
    this.output.on("data", (chunk: Buffer) => { this.#shown += stripVTControlCharacters(chunk.toString()) })
  }

  get shown(): string {
    return this.#shown
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.input.write(key)
  }

  /** Waits until a text is shown that was not waited for before. */
  async until(text: string): Promise<void> {
    for (let waits = 0; waits < 400; waits++) {
      const at = this.#shown.indexOf(text, this.#read)
      if (at >= 0) {
        this.#read = at + text.length
        return
      }
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    throw new Error(`not shown: ${text}\n${this.#shown.slice(this.#read)}`)
  }
}

interface Session {
  readonly screen: Screen
  readonly site: Site
  readonly question: Question
  readonly answer: Promise<Answer | null>
  decide(known: ReadonlyMap<FactId, Given>): Answer
}

function start(id = "joint-duty", known: ReadonlyMap<FactId, Given> = new Map(), language: "en" | "es" = "en", of: LawBook = book): Session {
  const site = openSite(of, language, TODAY, "")
  const question = of.question(id) ?? bug(`no question ${id}`)
  const decide = (facts: ReadonlyMap<FactId, Given>): Answer => answerIn(site, { question, on: TODAY, facts })
  const screen = new Screen()
  return { screen, site, question, decide, answer: askOnTerminal(site, question, known, decide, screen) }
}

function factsOf(question: Question, written: Readonly<Record<string, string>>): ReadonlyMap<FactId, Given> {
  return new Map(question.facts.flatMap((fact) => {
    const parsed = parseGiven(fact, written[fact.id] ?? "")
    return written[fact.id] !== undefined && parsed.kind === "given" ? [[fact.id, parsed.given] as const] : []
  }))
}

/** Past the first screen: No is the second choice. */
async function nobodyIsHurt({ screen, site }: Session): Promise<void> {
  await screen.until(site.t("danger.no"))
  screen.press(KEYS.down, KEYS.enter)
}

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("danger comes before every question, and Enter alone leads to what to do first", async () => {
    const session = start("joint-duty", new Map(), language)
    const { screen, site } = session
    await screen.until(site.t("danger.title"))
    expect(screen.shown).not.toContain(site.t("ask.why"))
    screen.press(KEYS.enter)
    await screen.until(site.t("danger.help-first"))
    await screen.until(site.t("danger.come-back"))
    await screen.until(site.t("danger.over"))
    expect(screen.shown).not.toContain(site.t("ask.why"))
    screen.press(KEYS.enter)
    await screen.until(site.t("ask.why"))
    screen.press(KEYS.interrupt)
    expect(await session.answer).toBeNull()
  })

  test("one question at a time: why it asks, the texts that still depend on it, how many more, and a way not to know", async () => {
    const session = start("joint-duty", new Map(), language)
    const { screen, site } = session
    const { next } = session.decide(new Map())
    await nobodyIsHurt(session)
    await screen.until(site.t("ask.why"))
    await screen.until(site.t("ask.at-most", { count: next?.atMost ?? 0 }))
    await screen.until(next?.label ?? "")
    await screen.until(site.t("ask.do-not-know"))
    const labels = session.question.facts.map(({ id }) => site.wording.fact(id).text).filter((label) => screen.shown.includes(label))
    expect(labels).toEqual([next?.label])
    screen.press(KEYS.interrupt)
    await session.answer
  })
})

test("arrow keys choose, up from the first is the last, and the last is: I do not know", async () => {
  const session = start("joint-duty", factsOf(book.question("joint-duty") ?? bug("joint-duty"), { body: "police", who: "troops", purpose: "immigration" }))
  await nobodyIsHurt(session)
  await session.screen.until(session.site.t("ask.do-not-know"))
  session.screen.press(KEYS.up, KEYS.enter)
  const answer = await session.answer
  expect(answer?.facts).toEqual({ body: "police", who: "troops", purpose: "immigration", existing_agreement: "unknown" })
  expect([answer?.outcome, answer?.asked]).toEqual(["open", ["existing_agreement"]])
})

test("nothing is asked, not even about danger, where the facts given decide", async () => {
  const session = start("joint-duty", factsOf(book.question("joint-duty") ?? bug("joint-duty"), { body: "police", who: "troops", purpose: "immigration", existing_agreement: "no" }))
  expect((await session.answer)?.outcome).toBe("prohibited")
  expect(session.screen.shown).toBe("")
})

test.each([
  ["Ctrl+C", (screen: Screen) => { screen.press(KEYS.interrupt) }],
  ["Ctrl+D", (screen: Screen) => { screen.press("\u0004") }],
  ["Escape", (screen: Screen) => { screen.press(KEYS.escape) }],
  ["the end of input", (screen: Screen) => { screen.input.end() }],
  ["a terminal that goes away", (screen: Screen) => { screen.input.destroy() }],
])("%s leaves, at the first screen and at a question", async (_name, leave) => {
  const first = start()
  await first.screen.until(first.site.t("danger.no"))
  leave(first.screen)
  expect(await first.answer).toBeNull()
  const later = start()
  await nobodyIsHurt(later)
  await later.screen.until(later.site.t("ask.do-not-know"))
  leave(later.screen)
  expect(await later.answer).toBeNull()
})

describe.each(book.pack.questions.map(({ id }) => id as string))("%s", (id) => {
  test("whatever is chosen, the answer is the one that the same facts get at once", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(20), { minLength: 12, maxLength: 12 }), async (choices) => {
        const session = start(id)
        await nobodyIsHurt(session)
        const known = new Map<FactId, Given>()
        for (const choice of choices) {
          const { next } = session.decide(known)
          if (next === null) break
          const fact = session.question.facts.find((one) => one.id === next.fact) ?? bug("no such fact")
          const values = [...next.values.map((value) => value.id), "unknown"]
          const at = choice % values.length
          await session.screen.until(next.label)
          await session.screen.until(fact.visibility === "asker" ? session.site.t("body.unknown") : session.site.t("ask.do-not-know"))
          session.screen.press(...Array.from({ length: at }, () => KEYS.down), KEYS.enter)
          const parsed = parseGiven(fact, values[at] ?? "")
          if (parsed.kind === "given") known.set(fact.id, parsed.given)
        }
        const answer = await session.answer
        expect(answer).toEqual(session.decide(known))
        expect(answer).toEqual(session.decide(factsOf(session.question, answer?.facts ?? {})))
      }),
      { numRuns: 15 },
    )
  })
})

describe("facts of other shapes", () => {
  const shapes = bookOfShapes()

  test.each([
    ["age", "17", "prohibited"],
    ["age", "18", "silent"],
    ["weight", "2.4", "prohibited"],
    ["seen", "2025-12-31", "prohibited"],
    ["waited", "1h", "prohibited"],
    ["name", "made", "prohibited"],
    ["name", "unknown", "open"],
  ])("%s is typed: %s", async (fact, typed, outcome) => {
    const session = start(`ask-${fact}`, new Map(), "en", shapes)
    await nobodyIsHurt(session)
    await session.screen.until("unknown: I do not know")
    session.screen.press(typed, KEYS.enter)
    const answer = await session.answer
    expect([answer?.outcome, answer?.facts]).toEqual([outcome, { [fact]: typed }])
  })

  test.each([
    ["age", "many", "error.not-a-number"],
    ["age", " ", "error.missing"],
    ["seen", "2026-02-30", "error.not-a-day"],
    ["waited", "long", "error.not-a-duration"],
  ] as const)("%s: `%s` is no value, which is said in words; what was typed can be mended", async (fact, typed, mistake) => {
    const session = start(`ask-${fact}`, new Map(), "en", shapes)
    await nobodyIsHurt(session)
    await session.screen.until("unknown: I do not know")
    session.screen.press(typed, KEYS.enter)
    await session.screen.until(session.site.t(mistake).slice(0, 20))
    session.screen.press("\u007f".repeat(typed.length), "unknown", KEYS.enter)
    expect((await session.answer)?.facts).toEqual({ [fact]: "unknown" })
  })

  test("several members of a set are ticked; none of them and one of them are not one answer", async () => {
    const session = start("ask-papers", new Map(), "en", shapes)
    await nobodyIsHurt(session)
    await session.screen.until("I do not know")
    session.screen.press(" ", KEYS.down, " ", KEYS.enter) // an order, and none of these
    await session.screen.until(session.site.t("error.none-or-some"))
    await session.screen.until("I do not know")
    session.screen.press(" ", KEYS.enter)
    const answer = await session.answer
    expect([answer?.outcome, answer?.facts]).toEqual(["prohibited", { papers: "order" }])
  })
})
