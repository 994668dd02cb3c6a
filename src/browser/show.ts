/**
 * Puts a report on the page: from templates that the server wrote, and texts. Whatever came out of a file is a text and never markup.
 */
import { bug } from "../kernel/text/bug.ts"
import { verdictOf, type Check, type Missing, type PolicyUsed, type Report, type Step } from "./report.ts"
import type { Say } from "./words.ts"

export interface Place {
  readonly page: Document
  readonly say: Say
  /** The record is served beside the page: false for a copy of the page in a file. */
  readonly isServed: boolean
}

/** Replaces what `into` shows. */
export function showReport(place: Place, report: Report, notes: readonly string[], into: Element): void {
  const { say } = place
  const unknown = report.unknown.map((name) => say({ says: "check.unknown", given: { name } }))
  const unused = report.unused.map((name) => say({ says: "check.unused", given: { name } }))
  const checks = report.checks.length === 0 ? [] : [...report.checks.map((check) => checkPart(place, check)), ...policyPart(place, report.policy)]
  into.replaceChildren(...notesPart(place, [...notes, ...unknown]), ...checks, ...notesPart(place, unused))
}

/** For who cannot see it change. */
export function summaryOf(say: Say, { checks }: Report, files: number): string {
  const counted = { good: 0, bad: 0, open: 0 }
  for (const check of checks) counted[verdictOf(check)]++
  return say({ says: "check.summary", given: { files: String(files), good: String(counted.good), bad: String(counted.bad), open: String(counted.open) } })
}

function checkPart(place: Place, check: Check): Element {
  const verdict = verdictOf(check)
  const part = fromTemplate(place, `check-${verdict}`)
  // The step that failed, or what is not decided, stands at the top; the rest follow as they were taken.
  const first = verdict === "good" ? undefined : check.steps.find(({ standing }) => standing === verdict)
  find(part, ".says").textContent = first === undefined ? "" : place.say(first.says)
  find(part, ".check-files").textContent = check.files.join(" · ")
  find(part, ".check-steps").replaceChildren(...check.steps.filter((step) => step !== first).map((step) => stepPart(place, step)))
  const missing = find(part, ".check-missing")
  if (check.missing.length === 0) missing.remove()
  else find(missing, "ul").replaceChildren(...check.missing.map((one) => missingPart(place, one)))
  return part
}

function stepPart(place: Place, { standing, says }: Step): Element {
  const part = fromTemplate(place, `step-${standing}`)
  find(part, ".step-says").textContent = place.say(says)
  return part
}

/** A link where the record is served beside the page, else what to look for. */
function missingPart({ page, say, isServed }: Place, { says, path }: Missing): Element {
  if (path === null || !isServed) return textPart(page, "li", "", say(says))
  const link = page.createElement("a")
  link.href = `/record/${path}`
  link.download = path.replaceAll("/", "-")
  link.textContent = say({ says: "check.download", given: { file: says } })
  const part = page.createElement("li")
  part.append(link)
  return part
}

function policyPart({ page, say }: Place, policy: PolicyUsed): readonly Element[] {
  if (policy.kind === "none" || policy.kind === "wrong") return []
  const part = page.createElement("div")
  part.className = policy.kind === "city" ? "notice warn" : "notice note"
  const sentence = page.createElement("p")
  sentence.textContent = say({ says: `check.policy-${policy.kind}`, given: {} })
  part.append(sentence, ...policy.keys.map((key) => textPart(page, "code", "key", key)))
  return [part]
}

function notesPart({ page }: Place, sentences: readonly string[]): readonly Element[] {
  return sentences.length === 0 ? [] : [listPart(page, "check-notes", sentences)]
}

export function listPart(page: Document, name: string, texts: readonly string[]): Element {
  const list = page.createElement("ul")
  list.className = name
  list.append(...texts.map((text) => textPart(page, "li", "", text)))
  return list
}

function textPart(page: Document, tag: string, name: string, text: string): Element {
  const part = page.createElement(tag)
  if (name !== "") part.className = name
  part.textContent = text
  return part
}

function fromTemplate({ page }: Place, id: string): Element {
  const template = page.getElementById(id)
  const [part] = template instanceof HTMLTemplateElement ? [...template.content.children] : []
  const copy = (part ?? bug(`browser/show: the page has no template ${id}`)).cloneNode(true)
  return copy instanceof Element ? copy : bug(`browser/show: ${id} holds no element`)
}

export function find(within: ParentNode, selector: string): Element {
  return within.querySelector(selector) ?? bug(`browser/show: the page has no ${selector}`)
}
