/** What the desk's part of the API says of itself. */
import { z } from "zod"
import { json, PROBLEMS, problemResponse, type ApiPart } from "../../http/api-part.ts"
import { answerForm } from "../../http/forms.ts"
import type { Answer } from "../../law/answer-form.ts"

export const decisionForm = z
  .strictObject({
    reference: z.string().describe("Random, and no more than a name."),
    at: z.string(),
    answer: answerForm.nullable().describe("null where the decision is sent again and was made under a law that is not in force here any more."),
    receipt: z.string().nullable().describe("A C2SP tlog-proof whose `extra` holds the entry; null where it has no place in the record yet."),
    public: z.boolean().describe("The receipt is on a public checkpoint, which everybody sees. Never of a decision just made: send it again, or ask for its receipt, later."),
    witnessed: z.boolean().describe("The policy's quorum of witnesses has cosigned that checkpoint."),
    opening: z.unknown().describe("What the entry commits to, with its keys: private to who holds it. null once it is erased."),
  })
  .meta({ id: "Decision" })

export type DecisionOut = Omit<z.infer<typeof decisionForm>, "answer"> & { readonly answer: Answer | null }

const key = [{ apiKey: [] }]
const reference = { name: "reference", in: "path", required: true, schema: { type: "string" } }
const notFound = { "401": problemResponse("No key, or none that counts."), "404": problemResponse("No decision of this key's body has this reference.") }

export const deskPart: ApiPart = {
  schemas: { Decision: [decisionForm, "output"] },
  paths: {
    "/v1/decisions": {
      post: {
        operationId: "decide",
        summary: "Decides, and enters the decision in the record",
        security: key,
        parameters: [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string", minLength: 1, maxLength: 200 }, description: "Sent again with the same key, the same request gives the same decision." }],
        requestBody: { required: true, content: json("AnswerRequest") },
        responses: {
          "201": { description: "Decided and numbered; the receipt stands in the answer.", content: json("Decision") },
          "202": { description: "Decided and kept; the receipt will be at `Location`.", content: json("Decision") },
          "401": problemResponse("No key, or none that counts."),
          "409": problemResponse("The idempotency key was used for another request."),
          "503": problemResponse("The record takes nothing now; `detail` says why."),
          ...PROBLEMS,
        },
      },
    },
    "/v1/decisions/{reference}/receipt": { get: { operationId: "receipt", summary: "A decision's receipt: on the newest public checkpoint with its witnesses' cosignatures, or on an internal one until the entry is public", security: key, parameters: [reference], responses: { "200": { description: "The receipt.", content: { "text/plain": { schema: { type: "string" } } } }, "202": { description: "It has no place in the record yet." }, ...notFound } } },
    "/v1/decisions/{reference}/opening": { get: { operationId: "opening", summary: "A decision's opening", security: key, parameters: [reference], responses: { "200": { description: "The opening.", content: { "application/json": { schema: { type: "object" } } } }, ...notFound } } },
  },
}
