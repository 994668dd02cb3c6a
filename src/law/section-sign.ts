/**
 * The section sign: `§` stands before official numbers only, and only where somebody has read the number.
 *
 * An eId such as `sec_3__para_a` says that the number was read; `cl_joint-duty`, or no id at all, says that it was not.
 */
import { quote } from "../kernel/text/did-you-mean.ts"
import type { Problem } from "./yaml/shape.ts"

/** The problem of a clause's title, or of a heading without an id, that shows `§` on a number nobody has read. */
export function sectionSign(eId: string | null, title: string): Problem | null {
  if (!title.includes("§") || (eId !== null && !eId.startsWith("cl_"))) return null
  const who = eId === null ? "a heading without an id" : quote(eId)
  return {
    code: "law/section-sign",
    message: `\`§\` stands on a number that nobody has read: ${who} gives no official number`,
    hint: "leave out `§`; or, once the number has been read in the official text, let the id say it: `{#sec_3__para_a}`",
  }
}
