/** What the server put into the page: the law of a day as diagrams, what its rules and silences say to do, and the words of messages. Read strictly. */
import { parseForest, type Forest } from "../../kernel/diagram/forest.ts"
import { day, digest, listOf, mapOf, object, someText } from "../../kernel/receipt/shape.ts"
import { bug } from "../../kernel/text/bug.ts"
import { jsonOf } from "../recognise.ts"

export interface DeskSetup {
  readonly law: string
  /** The day whose law the page holds. */
  readonly on: string
  /** Where drafts are sent. */
  readonly send: string
  /** Where somebody signs in. */
  readonly signIn: string
  readonly messages: ReadonlyMap<string, string>
  readonly questions: ReadonlyMap<string, QuestionSetup>
}

export interface QuestionSetup {
  readonly label: string
  /** Steps by rule. */
  readonly rules: ReadonlyMap<string, readonly string[]>
  readonly silent: readonly string[]
}

const steps = listOf(someText)
const read = object<DeskSetup>({
  law: digest, on: day, send: someText, signIn: someText, messages: mapOf(someText),
  questions: mapOf(object<QuestionSetup>({ label: someText, rules: mapOf(steps), silent: steps })),
})

export function setupIn(page: Document): DeskSetup {
  const json = jsonOf(textOf(page, "offline-setup"))
  return (json === undefined ? null : read(json)) ?? bug("browser/offline: the page's setup is not in form")
}

export function forestIn(page: Document, question: string): Forest {
  return parseForest(textOf(page, `forest-${question}`))
}

function textOf(page: Document, id: string): string {
  return page.getElementById(id)?.textContent ?? bug(`browser/offline: the page has no ${id}`)
}
