/**
 * May the police switch a body camera off?, written by hand: the function a good engineer would write for this one
 * question, instead of a diagram. Twice: over an object of texts, as a program has its facts, and over the same cells
 * that the diagram walks on. That it is the pack's law is checked over all situations before anything is timed.
 *
 * Source: packs/chicago/law/il-camera.md and eo-2025-6.md, rules on `switch-camera-off`.
 */
import type { Outcome } from "../../src/kernel/diagram/types.ts"
import { terminalOf } from "../../src/kernel/diagram/outcome.ts"
import { OUTCOMES } from "../../src/kernel/diagram/types.ts"
import { DRAWS, columnsOf, type Subject } from "./situations.ts"
import type { Contestant } from "./measure.ts"

export const QUESTION = "switch-camera-off"

interface CameraFacts {
  readonly body: string
  readonly in_encounter: boolean
  readonly camera_request: "crime-victim" | "reporting-witness" | "confidential-informant" | "nobody"
  readonly camera_place: "patrol-car-with-camera" | "jail-or-courthouse-with-cameras" | "elsewhere"
  readonly emergency_prevents: boolean
}

/** The outcome, over facts as texts. */
export function mayCameraBeOff(facts: CameraFacts): Outcome {
  if (facts.body !== "cpd") return "silent"
  if (facts.in_encounter) {
    if (facts.camera_request !== "nobody") return "required"
    if (facts.camera_place === "elsewhere" && !facts.emergency_prevents) return "prohibited"
    return "allowed"
  }
  return facts.camera_place === "elsewhere" ? "silent" : "allowed"
}

const CPD = 1
const YES = 1
const NOBODY = 3
const ELSEWHERE = 2
const SILENT = terminalOf("silent")
const PROHIBITED = terminalOf("prohibited")
const ALLOWED = terminalOf("allowed")
const REQUIRED = terminalOf("required")

/** The same over cells. */
export function mayCameraBeOffByCells(body: number, inEncounter: number, request: number, place: number, emergency: number): number {
  if (body !== CPD) return SILENT
  if (inEncounter === YES) {
    if (request !== NOBODY) return REQUIRED
    if (place === ELSEWHERE && emergency !== YES) return PROHIBITED
    return ALLOWED
  }
  return place === ELSEWHERE ? SILENT : ALLOWED
}

const FACTS = ["body", "in_encounter", "camera_request", "camera_place", "emergency_prevents"]

export function handWritten(subject: Subject): readonly Contestant[] {
  const facts = subject.open.question.facts.map((fact) => fact.id).join()
  if (facts !== FACTS.join()) throw new Error(`hand-written.ts is written for ${FACTS.join(", ")}; the pack has ${facts}`)
  return [overTexts(subject), overCells(subject), overColumns(subject)]
}

function overTexts({ situations, draws }: Subject): Contestant {
  // Written anew, so that the objects have one shape, as an engineer's would.
  const facts = situations.map(({ values: { body, in_encounter, camera_request, camera_place, emergency_prevents } }) => (
    { body, in_encounter, camera_request, camera_place, emergency_prevents } as CameraFacts
  ))
  // The sum asks for numbers; a property lookup by outcome is all it adds.
  const number: Record<Outcome, number> = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, terminalOf(outcome)])) as Record<Outcome, number>
  const run = (count: number): number => {
    let sum = 0
    for (let done = 0; done < count; done += DRAWS) {
      const end = Math.min(DRAWS, count - done)
      for (let index = 0; index < end; index++) sum += number[mayCameraBeOff(facts[draws[index] as number] as CameraFacts)]
    }
    return sum
  }
  const decide = (situation: number): number => number[mayCameraBeOff(facts[situation] as CameraFacts)]
  return { name: "by hand, over an object of texts", kind: "by-hand", note: "", unit: DRAWS / 10, decide, run }
}

function overCells({ situations, draws }: Subject): Contestant {
  const cells = situations.map((situation) => situation.inDocumentOrder)
  const decideOne = (own: Uint8Array): number => mayCameraBeOffByCells(own[0] as number, own[1] as number, own[2] as number, own[3] as number, own[4] as number)
  const run = (count: number): number => {
    let sum = 0
    for (let done = 0; done < count; done += DRAWS) {
      const end = Math.min(DRAWS, count - done)
      for (let index = 0; index < end; index++) sum += decideOne(cells[draws[index] as number] as Uint8Array)
    }
    return sum
  }
  return { name: "by hand, over the same cells", kind: "by-hand", note: "", unit: DRAWS / 10, decide: (situation) => decideOne(cells[situation] as Uint8Array), run }
}

function overColumns(subject: Subject): Contestant {
  const [body, inEncounter, request, place, emergency] = columnsOf(subject, (situation) => situation.inDocumentOrder) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array, Uint8Array]
  const outcomes = new Uint8Array(DRAWS)
  const run = (count: number): number => {
    for (let done = 0; done < count; done += DRAWS) {
      for (let row = 0; row < outcomes.length; row++) {
        outcomes[row] = mayCameraBeOffByCells(body[row] as number, inEncounter[row] as number, request[row] as number, place[row] as number, emergency[row] as number)
      }
    }
    return sumOfColumn(outcomes) * (count / DRAWS)
  }
  const decide = (situation: number): number => {
    const own = subject.situations[situation]?.inDocumentOrder ?? new Uint8Array()
    return mayCameraBeOffByCells(own[0] as number, own[1] as number, own[2] as number, own[3] as number, own[4] as number)
  }
  return { name: "by hand, over the same columns", kind: "by-hand", note: "", unit: DRAWS, decide, run }
}

/** Read back after the last pass; its cost is part of the run, for everyone who writes a column. */
export function sumOfColumn(outcomes: Uint8Array): number {
  let sum = 0
  for (let row = 0; row < outcomes.length; row++) sum += outcomes[row] as number
  return sum
}
