/** What the questions' part of the API says of itself. */
import { z } from "zod"
import { answerForm, answerRequest, problemForm } from "../../http/forms.ts"
import { json, PROBLEMS, type ApiPart } from "../../http/api-part.ts"

export const questionsForm = z
  .strictObject({
    questions: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        facts: z.array(
          z.strictObject({
            id: z.string(),
            label: z.string(),
            topic: z.string(),
            visibility: z.enum(["public", "private", "asker"]),
            optional: z.boolean(),
            allowed: z.array(z.string()),
          }),
        ),
      }),
    ),
  })
  .meta({ id: "Questions" })

export type Questions = z.infer<typeof questionsForm>

export const askPart: ApiPart = {
  schemas: { AnswerRequest: [answerRequest, "input"], Answer: [answerForm, "output"], Questions: [questionsForm, "output"], Problem: [problemForm, "output"] },
  paths: {
    "/v1/questions": { get: { operationId: "listQuestions", summary: "The pack's questions and their facts", parameters: [{ name: "language", in: "query", required: false, schema: { type: "string" } }], responses: { "200": { description: "The questions.", content: json("Questions") } } } },
    "/v1/answers": { post: { operationId: "answer", summary: "What follows from what is known; nothing that is sent is kept", requestBody: { required: true, content: json("AnswerRequest") }, responses: { "200": { description: "The answer; `next` is what to ask, `null` when nothing more would help.", content: json("Answer") }, ...PROBLEMS } } },
    "/healthz": { get: { operationId: "health", summary: "Whether the server answers", responses: { "200": { description: "It does.", content: { "application/json": { schema: { type: "object" } } } } } } },
  },
}
