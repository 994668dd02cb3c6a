/** Every police card of Chicago begins with life; no other body's does. */
import { expect, test } from "vitest"
import { AnswerBody, packLines } from "./answer-parts.tsx"
import { answerTo, givenAnswer } from "./queries.ts"
import { readSent } from "./sent.ts"
import { bug } from "../kernel/text/bug.ts"
import type { Day } from "../law/types.ts"
import { openPack } from "../pipeline.ts"
import { openSite } from "../ui/site.ts"

const book = openPack("packs/chicago").book ?? bug("packs/chicago cannot be read")

async function card(language: "en" | "es", question: string, body: string): Promise<string> {
  const site = openSite(book, language, "2026-11-25" as Day, "/s.css")
  const sent = readSent(book.question(question) ?? bug(question), { body: [body] }, null)
  const given = givenAnswer(site, sent, answerTo(site, sent))
  const part = <AnswerBody site={site} given={given} lines={packLines(site, sent)} changed={() => null} />
  return String(await part)
}

const ofPolice = book.pack.questions.filter(({ facts }) => facts.some(({ visibility }) => visibility === "asker")).map(({ id }) => id)

test.each([["en", "Life first."], ["es", "La vida primero."]] as const)("in %s", async (language, words) => {
  for (const question of ofPolice) {
    expect(await card(language, question, "cpd")).toContain(words)
    expect(await card(language, question, "cpl")).not.toContain(words)
  }
  expect(ofPolice.length).toBeGreaterThan(20)
})
