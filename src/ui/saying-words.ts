/** Boxes of situations in a reader's words: which facts are what. */
import type { Cell } from "../kernel/diagram/domains.ts"
import type { Saying } from "../kernel/diagram/saying.ts"
import type { Fact, Question } from "../law/types.ts"
import { cellsWords } from "./cell-words.ts"
import { factOf, factShort, valueWords } from "./fact-words.ts"
import { printChoice } from "./languages.ts"
import type { Site } from "./site.ts"

/** What a box says of one fact. */
export interface SayingWords {
  readonly fact: string
  readonly value: string
}

export function sayingWords(site: Site, question: Question, sayings: readonly Saying[]): readonly SayingWords[] {
  return sayings.map((saying) => {
    const fact = factOf(question, saying.fact)
    return fact === undefined ? { fact: saying.fact, value: "" } : { fact: factShort(site, fact).text, value: whatIsSaid(site, fact, saying) }
  })
}

/** In one line: `Who is asking: the police · What it is about: immigration or not said`; a box of everything is "in every situation". */
export function boxWords(site: Site, question: Question, sayings: readonly Saying[]): string {
  return sayings.length === 0 ? site.t("change.always") : sayingWords(site, question, sayings).map(({ fact, value }) => `${fact}: ${value}`).join(" · ")
}

function whatIsSaid(site: Site, fact: Fact, saying: Saying): string {
  switch (saying.kind) {
    case "is":
      return fact.visibility === "asker" ? bodiesWords(site, fact, saying) : isWords(site, fact, saying)
    case "present":
      return valueWords(site, fact, saying.holds ? "present" : "absent").text
    case "member":
      return site.t(saying.holds ? "change.with" : "change.without", { member: valueWords(site, fact, saying.member).text })
    case "other-member":
      return site.t(saying.holds ? "change.with" : "change.without", { member: site.t("change.any-other") })
  }
}

type Is = Extract<Saying, { readonly kind: "is" }>

function isWords(site: Site, fact: Fact, { cells, others }: Is): string {
  const isShorter = others.length < cells.length && others.every(({ kind }) => kind !== "other")
  return isShorter ? site.t("change.not", { values: wordsOf(site, fact, others) }) : wordsOf(site, fact, cells)
}

/** Bodies by the groups that they make up, where they do. */
function bodiesWords(site: Site, fact: Fact, saying: Is): string {
  const bodies = bodiesIn(saying.cells)
  const groups = site.pack.groups
    .map(({ id }) => ({ id, members: site.pack.bodies.filter((body) => body.in.includes(id)).map((body) => String(body.id)) }))
    .filter(({ members }) => members.length > 1 && members.every((body) => bodies.includes(body)))
    .toSorted((a, b) => b.members.length - a.members.length)
  const [group] = groups
  if (group === undefined) return isWords(site, fact, saying)
  const rest = bodies.filter((body) => !group.members.includes(body))
  return printChoice(site.language, [site.wording.group(group.id).text, ...rest.map((body) => valueWords(site, fact, body).text)])
}

function bodiesIn(cells: readonly Cell[]): readonly string[] {
  return cells.flatMap((cell) => (cell.kind === "values" ? cell.values : []))
}

function wordsOf(site: Site, fact: Fact, cells: readonly Cell[]): string {
  return printChoice(site.language, cellsWords(site, fact, cells).map(({ text }) => text))
}
