/** Puts in words what a check has to say, from the messages that came with the page. */
import { bug } from "../kernel/text/bug.ts"
import type { Said } from "../kernel/receipt/said.ts"
import type { Setup } from "./setup.ts"

export interface Say {
  (said: Said<string>): string
}

export function sayWith({ messages }: Pick<Setup, "messages">): Say {
  const say: Say = ({ says, given }) => {
    const pieces = messages.get(says) ?? bug(`browser/words: the page has no message ${says}`)
    return pieces.map((piece) => {
      if (typeof piece === "string") return piece
      const value = given[piece.given] ?? bug(`browser/words: ${says} is not given ${piece.given}`)
      return typeof value === "string" ? value : say(value)
    }).join("")
  }
  return say
}
