/** Reading what the forms of an incident send: choices, numbers, times, and free text with its screening. */
import type { FoundWord } from "../../../kernel/text/screen.ts"
import { marksUsed } from "../../../kernel/text/screen.ts"
import type { Fields } from "../../../http/sent-form.ts"
import { screened, screeningOf } from "../../../law/screen.ts"
import { newReference } from "../../../record/from-decision.ts"
import type { PlainKey } from "../../../ui/texts.ts"
import type { Site } from "../../../ui/site.ts"
import type { Written } from "./model.ts"

/** Names of fields that every form of the desk may have. `form` is random: sent twice, it is kept once. */
export const FIELD = { form: "form", mark: "mark", question: "question", body: "body", answer: "answer", step: "step", checked: "checked", seen: "seen" } as const

const FORM = /^[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}$/

/** The id of the form sent; a new one where it has none that a page of ours made. */
export function formIdIn(form: Fields): string {
  const sent = field(form, FIELD.form)
  return FORM.test(sent) ? sent : newReference()
}

export function field(form: Fields, name: string): string {
  return form[name]?.[0] ?? ""
}

/** Something to mend: the field, and why. */
export interface Mistake {
  readonly field: string
  readonly why: PlainKey
}

export function choiceIn<Choice extends string>(form: Fields, name: string, choices: readonly Choice[]): Choice | null {
  return choices.find((choice) => choice === field(form, name)) ?? null
}

/** A free text, as it was typed, and what in it must not be written down. */
export interface TypedText extends Written {
  readonly found: readonly FoundWord[]
}

const MOST_CHARACTERS = 10_000

export function textIn(site: Site, form: Fields, name: string): TypedText {
  // Browsers send line ends as CRLF (HTML §4.10.21.4).
  const text = field(form, name).replaceAll("\r\n", "\n").slice(0, MOST_CHARACTERS)
  const marks = form[FIELD.mark] ?? []
  return { text, marks: marksUsed(screeningOf(site.pack, site.language), text, marks), found: screened(site.pack, site.language, text, marks) }
}

/** A whole number of people, `null` for nothing typed, `undefined` for what is none. */
export function countIn(form: Fields, name: string): number | null | undefined {
  const typed = field(form, name).trim()
  if (typed === "") return null
  return /^\d{1,4}$/.test(typed) ? Number(typed) : undefined
}

/** `14:05`, also typed `14.05` or `1405`; "" for nothing typed, `null` for what is no time. */
export function clockIn(form: Fields, name: string): string | null {
  const typed = field(form, name).trim()
  if (typed === "") return ""
  const [, hours = "", minutes = ""] = /^(\d{1,2})[:.h]?(\d{2})$/.exec(typed) ?? []
  return hours !== "" && Number(hours) < 24 && Number(minutes) < 60 ? `${hours.padStart(2, "0")}:${minutes}` : null
}
