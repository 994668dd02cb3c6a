/** Facts and what may be said about them, in a reader's words. */
import { parseGiven, printNumber, type Given } from "../kernel/diagram/values.ts"
import { parseDay } from "../law/days.ts"
import type { Fact, Question } from "../law/types.ts"
import type { Text } from "../law/wording.ts"
import type { Site } from "./site.ts"

/** One value of a fact: the pack's words, or ours for what every pack has. */
export function valueWords(site: Site, fact: Fact, value: string): Text {
  const ours = (text: string): Text => ({ text, language: site.language })
  const known = site.wording.value(fact, value)
  if (known !== null) return known
  switch (value) {
    case "yes":
      return ours(site.t("value.yes"))
    case "no":
      return ours(site.t("value.no"))
    case "absent":
      return ours(site.t("value.absent"))
    case "present":
      return ours(site.t("value.present"))
    case "unknown":
      return ours(site.t("value.unknown"))
    case "nothing":
      return ours(site.t("value.nothing"))
    default:
      return ours(value)
  }
}

export function givenWords(site: Site, fact: Fact, given: Given): Text {
  switch (given.kind) {
    case "unknown":
    case "present":
    case "absent":
      return valueWords(site, fact, given.kind)
    case "value":
      return valueWords(site, fact, given.value)
    case "number":
      return { text: numberWords(site, fact, given.value), language: site.language }
    case "set": {
      if (given.members.length === 0) return valueWords(site, fact, "nothing")
      const words = given.members.map((member) => valueWords(site, fact, member))
      return { text: site.list(words.map(({ text }) => text)), language: words[0]?.language ?? site.language }
    }
  }
}

function numberWords(site: Site, fact: Fact, value: number): string {
  const unit = fact.shape.kind === "number" ? fact.shape.unit : "integer"
  const printed = printNumber(unit, value)
  const day = unit === "datetime" ? parseDay(printed) : null
  return day === null ? printed : site.day(day)
}

/** A value as a pack or an answer writes it. */
export function writtenWords(site: Site, fact: Fact, written: string): Text {
  const read = parseGiven(fact, written)
  return read.kind === "given" ? givenWords(site, fact, read.given) : { text: written, language: site.language }
}

export function factShort(site: Site, fact: Fact): Text {
  return fact.id === "body" ? { text: site.t("body.short"), language: site.language } : site.wording.factShort(fact.id)
}

export function factLabel(site: Site, fact: Fact): Text {
  return fact.id === "body" ? { text: site.t("body.label"), language: site.language } : site.wording.fact(fact.id)
}

export function factOf(question: Question, id: string): Fact | undefined {
  return question.facts.find((fact) => fact.id === id)
}

