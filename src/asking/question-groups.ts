/** A pack's questions as a list to choose from, by the bodies that their rules speak to. */
import { reachable } from "../kernel/diagram/decide.ts"
import { knowledgeOf } from "../kernel/diagram/knowledge.ts"
import type { Given } from "../kernel/diagram/values.ts"
import type { LawBook } from "../law/book.ts"
import type { BodyId, Day, FactId, Question } from "../law/types.ts"
import type { Site } from "../ui/site.ts"
import type { QuestionGroup } from "./model.ts"

/** The pack's questions, those for everyone first, then by the bodies that their rules speak to. */
export function questionGroups(book: LawBook, today: Day): readonly QuestionGroup[] {
  const groups = new Map<string, { for: QuestionGroup["for"]; questions: Question["id"][] }>()
  for (const question of book.pack.questions) {
    const bodies = bodiesSpokenTo(book, question, today)
    const isForAll = bodies.length === 0 || bodies.length === book.pack.bodies.length
    const key = isForAll ? "" : bodies.join(" ")
    const group = groups.get(key) ?? { for: isForAll ? "everyone" : bodies, questions: [] }
    group.questions.push(question.id)
    groups.set(key, group)
  }
  const size = (group: QuestionGroup): number => (group.for === "everyone" ? Infinity : group.for.length)
  return [...groups.values()].sort((a, b) => size(b) - size(a))
}

/** The bodies for which something other than silence can follow. */
function bodiesSpokenTo(book: LawBook, question: Question, today: Day): readonly string[] {
  const { forest } = book.open(question, today)
  const asker = question.facts.find((fact) => fact.visibility === "asker")
  if (asker === undefined) return []
  return book.pack.bodies.map(({ id }) => id as string).filter((value) => {
    const facts = new Map<FactId, Given>([[asker.id, { kind: "value", value }]])
    return reachable(forest, knowledgeOf(forest, facts)).some((outcome) => outcome !== "silent")
  })
}

/** `For everyone`, a group's name where it has exactly these bodies, else the bodies by name; past three, how many more. */
export function groupTitle(site: Site, group: QuestionGroup): string {
  if (group.for === "everyone") return site.t("ask.for-everyone")
  const bodies = group.for
  const whole = site.pack.groups.find(({ id }) => {
    const members = site.pack.bodies.filter((body) => body.in.includes(id)).map((body) => body.id as string)
    return members.length === bodies.length && members.every((member) => bodies.includes(member))
  })
  if (whole !== undefined) return site.wording.group(whole.id).text
  const names = bodies.map((id) => site.wording.body(id as BodyId).text)
  if (names.length <= 3) return site.list(names)
  return site.t("ask.and-more", { names: names.slice(0, 2).join(", "), count: names.length - 2 })
}
