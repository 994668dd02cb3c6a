/**
 * A statement's words: plain text, with what stands printed on a paper or a badge between backticks.
 *
 *     A paper that says `I-200` is not from a court.     words, printed `I-200`, words
 *
 * Nothing else of Markdown has a meaning in a guide: a link would lead a frightened reader away, and bold shouts.
 * Telephone numbers stand in help.yaml alone, each with whose it is and who last called it.
 */
import { createHash } from "node:crypto"
import { isNonEmpty, type NonEmpty } from "../../kernel/text/brand.ts"
import { quote } from "../../kernel/text/did-you-mean.ts"
import type { Diagnostic } from "../../kernel/text/diagnostic.ts"
import { textKey } from "../files/pack-texts.ts"
import { spanIn, spanOf, type Passage } from "../passage.ts"
import { errorAt } from "../problem.ts"
import type { Guide, GuideStatement, Run } from "./types.ts"

/** Reads a text, and reports what it may not hold; `null` where it has none, or its backticks do not pair. */
export function readRuns(passage: Passage, diagnostics: Diagnostic[]): NonEmpty<Run> | null {
  checkProse(passage, diagnostics)
  return runsFrom(passage.text)
}

/** A text's runs; `null` where it has none, or its backticks do not pair. */
export function runsFrom(text: string): NonEmpty<Run> | null {
  const pieces = text.split("`")
  if (pieces.length % 2 === 0) return null
  const runs = pieces.map((piece, index): Run => ({ kind: index % 2 === 0 ? "words" : "printed", text: piece.replace(/\s+/g, " ") }))
  const kept = runs.filter(({ text }) => text !== "")
  return isNonEmpty(kept) ? kept : null
}

/** The runs' text without their marks. */
export function textOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join("")
}

/** Links, HTML, bold, emphasis, escapes and characters by name. */
const MARKUP = /\]\(|<\/?[a-z!]|\*\*|__|(?<!\w)[*_](?=\S)|https?:\/\/|\\|&#?\w{1,31};/iu
/** Ten digits or more with little between them; three and four; three digits of which the last two are ones, such as 911; letters for digits. */
const NUMBER = /(?<![\p{Nd}-])(?:\(?\p{Nd}[-. ()]{0,2}){9,}\p{Nd}|(?<![\p{Nd}-])\p{Nd}{3}[-. ]\p{Nd}{4}(?![\p{Nd}-])|(?<![\p{Nd}-])[2-9٢-٩۲-۹２-９]-?[1١۱１]-?[1١۱１](?![\p{Nd}-]|[.,]\p{Nd})|1-8\p{Nd}{2}-[A-Z]/u

/** What no text for residents may hold: a telephone number of its own, Markdown that nothing shows, a backtick alone. */
export function checkProse(passage: Passage, diagnostics: Diagnostic[]): void {
  const markup = MARKUP.exec(passage.text)
  if (markup !== null) diagnostics.push(errorAt(spanIn(passage, markup.index, markup.index + markup[0].length), "law/guide-markup", `${quote(markup[0])} is markup, expected plain text`, { hint: "a guide has no links, no bold and no HTML; what is printed on a paper or badge stands between backticks" }))
  if (passage.text.split("`").length % 2 === 0) {
    const last = passage.text.lastIndexOf("`")
    diagnostics.push(errorAt(spanIn(passage, last, last + 1), "law/guide-markup", "this backtick has no partner", { hint: "what is printed on a paper or badge stands between two: `` `I-200` ``" }))
  }
  const number = NUMBER.exec(passage.text)
  if (number !== null) diagnostics.push(errorAt(spanIn(passage, number.index, number.index + number[0].length), "law/phone-in-prose", `${quote(number[0])} is a telephone number, expected in help.yaml alone`, { hint: "name the line at the statement's end, `help=` and its id, so that readers see whose it is and who last called it" }))
}

/** The first eight hexadecimal digits of the SHA-256 of a statement's text, backticks included, however it is folded: what a translation is of. */
export function statementDigest({ text }: Pick<GuideStatement, "text">): string {
  return digestOf([writtenOf(text ?? [])])
}

/** Of title, summary and headings together: they are short, and each is read in the light of the others. */
export function frameDigest({ title, summary, sections }: Pick<Guide, "title" | "summary" | "sections">): string {
  return digestOf([title, summary, ...sections.map(({ heading }) => heading)].map(writtenOf))
}

/** The inverse of `runsFrom`, but for line breaks. */
function writtenOf(runs: readonly Run[]): string {
  return runs.map(({ kind, text }) => (kind === "printed" ? `\`${text}\`` : text)).join("")
}

function digestOf(texts: readonly string[]): string {
  return createHash("sha256").update(texts.map(textKey).join("\n")).digest("hex").slice(0, 8)
}

/** Says that there is nothing to read. */
export function noText(passage: Passage): Diagnostic {
  return errorAt(spanOf(passage), "law/empty-text", "there is no text here", { hint: "write the statement in front of the braces, or leave it out" })
}
