/** Forms that several parts of the API share, as zod schemas: what is asked, the answer, and what is said of a mistake. /openapi.json is made of these. */
import { z } from "zod"
import { OUTCOMES } from "../kernel/diagram/types.ts"
import type { Answer } from "../law/answer-form.ts"
import type { Day } from "../law/types.ts"

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/).describe("A day in the pack's time zone, such as 2025-08-30.")
const outcome = z.enum(OUTCOMES)
const force = z.enum(["binds", "advises", "urges", "demands", "states"])

export const factValue = z
  .union([z.string(), z.boolean(), z.number(), z.array(z.union([z.string(), z.number(), z.boolean()]))])
  .describe("As in an address: an id, `yes` or `no`, a number, a day, `absent`, `present` or `unknown`; also true, false, numbers and arrays.")

export const answerRequest = z
  .strictObject({
    question: z.string().describe("The id of one of the pack's questions; GET /v1/questions lists them."),
    on: day.optional().describe("The day whose law is asked; today in the pack's time zone where it is left out."),
    facts: z.record(z.string(), factValue).default({}).describe("What is known, by fact. The asking body is the fact `body`."),
    language: z.string().optional().describe("The language of texts; the pack's first where it is left out."),
  })
  .meta({ id: "AnswerRequest" })

/** The same for reading: facts are read one by one, so that each that is wrong is told with what is allowed for it. */
export const requestFields = answerRequest.extend({ facts: z.custom<object>((value) => typeof value === "object" && value !== null && !Array.isArray(value), "expected an object, such as {\"body\": \"…\"}").default({}) })

const dayOut = day as z.ZodType as z.ZodType<Day>

export const answerForm = z
  .strictObject({
    question: z.string(),
    on: dayOut,
    law: z.strictObject({ pack: z.string(), digest: z.string(), status: z.enum(["demonstration", "official"]) }),
    confirmed: z.strictObject({ through: dayOut.nullable(), stale: z.boolean() }),
    facts: z.record(z.string(), z.string()),
    outcome: z.enum([...OUTCOMES, "open", "impossible"]),
    reachable: z.array(outcome),
    rules: z.array(
      z.strictObject({
        id: z.string(),
        instrument: z.string(),
        clause: z.string(),
        force,
        effect: z.enum(["permit", "forbid", "must"]),
        certain: z.boolean(),
        reason: z.string(),
        text: z.string(),
        confidence: z.enum(["P", "P*", "N"]),
        disputed: z.boolean(),
      }),
    ),
    steps: z.array(z.strictObject({ id: z.string(), who: z.enum(["worker", "supervisor", "if-they-go-in", "do-not"]), text: z.string(), say: z.string().nullable() })),
    change: z.array(z.strictObject({ facts: z.record(z.string(), z.string()), outcome })),
    next: z
      .strictObject({
        fact: z.string(),
        label: z.string(),
        topic: z.string(),
        values: z.array(z.strictObject({ id: z.string(), label: z.string() })),
        because: z.array(z.string()),
        atMost: z.number().int(),
        plan: z.enum(["optimum", "look-ahead", "most-read"]),
      })
      .nullable(),
    asked: z.array(z.string()),
    impossible: z.array(z.string()),
    withdrawn: z.array(z.strictObject({ instrument: z.string(), clause: z.string(), from: z.string(), by: z.string() })),
    unsettled: z.array(z.strictObject({ instrument: z.string(), clause: z.string(), why: z.string() })),
    draft: z.boolean(),
  })
  .meta({ id: "Answer" }) satisfies z.ZodType<Answer>

/** RFC 9457, with the fields at fault. */
export const problemForm = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    errors: z.array(z.strictObject({ field: z.string(), problem: z.string(), allowed: z.array(z.string()) })),
  })
  .meta({ id: "Problem" })

export type ProblemDetails = z.infer<typeof problemForm>
export type FieldError = ProblemDetails["errors"][number]
