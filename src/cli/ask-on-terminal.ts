/**
 * Asking on a terminal, as the pages do: danger first, then one question at a time, saying why it asks; "I do not know" is an
 * answer; Ctrl+C, Ctrl+D, Escape and the end of input leave.
 */
import type { Readable, Writable } from "node:stream"
import { isCancel, log, multiselect, note, select, text, updateSettings } from "@clack/prompts"
import { mistakeIn } from "../asking/sent.ts"
import { parseGiven, type Given } from "../kernel/diagram/values.ts"
import type { Answer, NextFact } from "../law/answer-form.ts"
import type { Fact, FactId, Question } from "../law/types.ts"
import { valueWords } from "../ui/fact-words.ts"
import type { Site } from "../ui/site.ts"

// Unknown to the prompts, Ctrl+D would close the line and leave them waiting for ever.
updateSettings({ aliases: { "\u0004": "cancel" } })

/** Where a person reads and writes. */
export interface Terminal {
  readonly input: Readable
  readonly output: Writable
}

interface Asking {
  readonly site: Site
  readonly question: Question
  /** What every prompt is given; `signal` is set off by the end of input. */
  readonly on: Terminal & { readonly signal: AbortSignal }
}

/** Asks until the answer is decided or nothing more would change it; `null` when the person leaves. */
export async function askOnTerminal(site: Site, question: Question, known: ReadonlyMap<FactId, Given>, decide: (known: ReadonlyMap<FactId, Given>) => Answer, terminal: Terminal): Promise<Answer | null> {
  const over = new AbortController()
  const end = (): void => { over.abort() }
  terminal.input.once("end", end).once("close", end)
  try {
    return await askAll({ site, question, on: { ...terminal, signal: over.signal } }, known, decide)
  } finally {
    terminal.input.off("end", end).off("close", end)
  }
}

async function askAll(asking: Asking, known: ReadonlyMap<FactId, Given>, decide: (known: ReadonlyMap<FactId, Given>) => Answer): Promise<Answer | null> {
  const facts = new Map(known)
  let answer = decide(facts)
  if (answer.next !== null && !(await dangerFirst(asking))) return null
  for (; answer.next !== null; answer = decide(facts)) {
    const { next } = answer
    const fact = asking.question.facts.find((one) => one.id === next.fact)
    if (fact === undefined) return answer
    log.message(whyAsked(asking.site, fact, next), asking.on)
    const given = await askFact(asking, fact, next)
    if (given === null) return null
    facts.set(fact.id, given)
  }
  return answer
}

/** Whether to go on. Enter alone leads to what to do first. */
async function dangerFirst({ site, question, on }: Asking): Promise<boolean> {
  const { t } = site
  log.step(site.wording.question(question.id).text, on)
  const said = await select({ ...on, message: t("danger.title"), options: [{ value: "yes", label: t("danger.yes") }, { value: "no", label: t("danger.no") }] })
  if (isCancel(said)) return false
  if (said === "no") return true
  const line = site.pack.help.find((one) => one.for === "emergency")
  const call = line === undefined ? t("danger.lead-without-number") : `${t("danger.call")} ${line.number}`
  note([`1. ${call}`, `2. ${t("danger.help")}`, `3. ${t("danger.come-back")}`].join("\n"), t("danger.help-first"), on)
  return !isCancel(await select({ ...on, message: t("danger.no-text-forbids"), options: [{ value: "over", label: t("danger.over") }] }))
}

function whyAsked(site: Site, fact: Fact, next: NextFact): string {
  const { t, wording } = site
  const why = fact.visibility === "asker" ? t("body.why") : wording.factWhy(fact.id)?.text
  const cites = new Set(next.because.flatMap((id) => citesOf(site, id)))
  return [`${t("ask.why")} ${why ?? t("ask.because", { count: cites.size })}`, ...[...cites].map((cite) => `  ${cite}`), t("ask.at-most", { count: next.atMost })].join("\n")
}

function citesOf({ pack, wording }: Site, rule: string): readonly string[] {
  return pack.instruments.flatMap((instrument) =>
    instrument.clauses.filter((clause) => clause.rules.some((one) => one.id === rule)).map((clause) => `${wording.instrumentShort(instrument).text}: ${wording.clauseTitle(clause).text}`),
  )
}

async function askFact(asking: Asking, fact: Fact, next: NextFact): Promise<Given | null> {
  const written = fact.shape.kind === "set" ? await askSet(asking, fact, next) : fact.shape.kind === "choice" || fact.shape.kind === "yes-no" ? await askChoice(asking, fact, next) : await askText(asking, fact, next)
  if (written === null) return null
  const parsed = parseGiven(fact, written)
  return parsed.kind === "given" ? parsed.given : { kind: "unknown" }
}

async function askChoice({ site, on }: Asking, fact: Fact, next: NextFact): Promise<string | null> {
  const said = await select({ ...on, message: next.label, options: optionsFor(site, fact, next.values.map(({ id }) => id)), maxItems: 12 })
  return isCancel(said) ? null : said
}

/** Several, or one of the last choices alone. */
async function askSet({ site, on }: Asking, fact: Fact, next: NextFact): Promise<string | null> {
  const members = next.values.map(({ id }) => id).filter((id) => id !== "absent")
  const apart = ["nothing", ...(fact.optional ? ["absent"] : [])]
  for (;;) {
    const said = await multiselect({ ...on, message: `${next.label} ${site.t("ask.choose-all")}`, options: optionsFor(site, fact, [...members, ...apart]), required: true, maxItems: 12 })
    if (isCancel(said)) return null
    if (said.length === 1 || said.every((id) => members.includes(id))) return said.join(",")
    log.warn(site.t("error.none-or-some"), on)
  }
}

/** A number, a day, a length of time or a text, typed; or one of the words shown. */
async function askText({ site, on }: Asking, fact: Fact, next: NextFact): Promise<string | null> {
  const others = optionsFor(site, fact, fact.optional ? ["absent"] : []).map(({ value, label }) => `${value}: ${label}`)
  const said = await text({
    ...on,
    message: `${next.label}\n${others.join(" · ")}`,
    validate: (value = "") => {
      if (value.trim() === "") return site.t("error.missing")
      return parseGiven(fact, value).kind === "given" ? undefined : site.t(`error.${mistakeIn(fact)}`)
    },
  })
  return isCancel(said) ? null : said
}

interface Choice {
  readonly value: string
  readonly label: string
}

/** Values in words; "I do not know" is always the last. */
function optionsFor(site: Site, fact: Fact, values: readonly string[]): Choice[] {
  const unknown = fact.visibility === "asker" ? site.t("body.unknown") : site.t("ask.do-not-know")
  return [...values.map((value) => ({ value, label: valueWords(site, fact, value).text })), { value: "unknown", label: unknown }]
}
