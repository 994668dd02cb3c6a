/** What an item of an incident holds: read from its act's opening or its data, and made for a new one. */
import { z } from "zod"
import { decisionOf } from "../../../kernel/receipt/act.ts"
import { isFieldGroup, type Fields, type Opening } from "../../../kernel/receipt/opening.ts"
import type { Item } from "../../../record/incident-items.ts"
import { COPIES, DEEDS_DONE, FOOTAGE, PAPERS, type Content, type Disposition } from "./model.ts"

const marks = z.array(z.string())
const written = { text: z.string(), marks }
const note = z.strictObject(written)
const paper = z.strictObject({ ...written, paper: z.enum(PAPERS), copy: z.enum(COPIES) })
const people = z.strictObject({ ...written, count: z.number().nullable(), clock: z.string() })
const footage = z.strictObject({ ...written, footage: z.enum(FOOTAGE) })
const done = z.strictObject({ ...written, did: z.enum(DEEDS_DONE), answers: z.array(z.strictObject({ reference: z.string(), question: z.string(), outcome: z.string() })) })
const step = z.strictObject({ step: z.string(), answer: z.string() })

/** Throws where an item in the database is not in form: nobody but this program writes there. */
export function contentOf({ kind, content }: Item): Content {
  if (content.kind === "erased") return { kind: "erased" }
  if (content.kind === "data") return kind === "call" || kind === "direction" || kind === "point" || kind === "signed" ? { kind, data: content.data } : { kind: "step", ...step.parse(content.data) }
  const { reference, opening } = content
  switch (kind) {
    case "answer": {
      const decision = decisionOf(opening)
      if (decision === null) throw new Error(`the decision ${reference} is not in form`)
      return { kind, reference, decision }
    }
    case "done":
      return { kind, reference, disposition: done.parse(group(opening, "disposition")) }
    case "note":
      return { kind, reference, written: note.parse(group(opening, "note")) }
    case "paper": {
      const { paper: shown, copy, ...court } = paper.parse(group(opening, "note"))
      return { kind, reference, paper: shown, copy, court }
    }
    case "came":
    case "left": {
      const { count, clock, ...said } = people.parse(group(opening, "note"))
      return { kind, reference, count, clock, said }
    }
    case "footage": {
      const { footage: kept, ...where } = footage.parse(group(opening, "note"))
      return { kind, reference, footage: kept, where }
    }
    case "step":
    case "call":
    case "direction":
    case "point":
    case "signed":
      return { kind: "erased" }
  }
}

function group(opening: Opening, name: string): Fields | null {
  const found = opening.get(name)
  return isFieldGroup(found) ? found.fields : null
}

/** Whether what was done is something else than what the answers say. */
export function differs({ did }: Disposition): boolean {
  return did === "otherwise"
}
