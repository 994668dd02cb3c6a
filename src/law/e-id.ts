/**
 * The form of a clause's id: an Akoma Ntoso eId, or `cl_` and a name where nobody has read the official number.
 *
 *     sec_3__para_a   sec_2-173-020__subsec_b   cl_joint-duty   cl_joint-duty__para_a
 *
 * Parts are joined by `__`; each is an element's short name, `_` and its number. Source: Akoma Ntoso Naming Convention
 * 1.0, section 5 (https://docs.oasis-open.org/legaldocml/akn-nc/v1.0/akn-nc-v1.0.html).
 */
import { didYouMean, quote } from "../kernel/text/did-you-mean.ts"
import type { Problem } from "./yaml/shape.ts"

/** Short names of the elements that a legal text is divided into. */
const ELEMENTS = [
  "al", "art", "book", "chp", "cl", "div", "dvs", "indent", "item", "level", "list", "para", "part", "point", "proviso", "rec", "rule", "sec", "subchp", "subcl", "subdvs",
  "sublist", "subpara", "subpart", "subrule", "subsec", "subtitle", "title", "tome", "trans", "att", "annex", "schedule", "preamble", "recital",
]

/** Why a text is no clause id; `null` where it is one. */
export function eIdProblem(eId: string): Problem | null {
  for (const piece of eId.split("__")) {
    const [, element, number] = /^([a-z]+)_([A-Za-z0-9][A-Za-z0-9.-]*)$/.exec(piece) ?? []
    if (element === undefined || number === undefined) return badId(eId, "where the number is known write it as `sec_3__para_a`, else write `cl_` and a name: `cl_joint-duty`")
    if (!ELEMENTS.includes(element)) return badId(eId, didYouMean(element, ELEMENTS) ?? "parts begin with a short name such as `sec`, `subsec`, `para`, `art`, or `cl` for a name of your own")
  }
  return null
}

function badId(eId: string, hint: string): Problem {
  return { code: "law/bad-clause-id", message: `${quote(eId)} is not the id of a clause`, hint }
}
