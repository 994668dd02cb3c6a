/**
 * What counsel may direct: one of four, and nothing else. The reasons are told outside Writ and stand in no field, mail or log.
 *
 * | direction | differs from an answer that |
 * |---|---|
 * | follow the answer | never |
 * | agree to nothing, wait for me | says yes |
 * | step aside | says yes |
 * | act on the emergency | says no |
 *
 * Where no rule answers there is nothing to differ from: then the direction is the answer.
 */
import type { Answer } from "../../law/answer-form.ts"

export const DIRECTIONS = ["follow-answer", "wait-for-me", "step-aside", "act-on-emergency"] as const
export type Direction = (typeof DIRECTIONS)[number]

export function isDirection(text: string): text is Direction {
  return DIRECTIONS.some((one) => one === text)
}

type Leaning = "yes" | "no" | "none"

function leaningOf(outcome: Answer["outcome"]): Leaning {
  switch (outcome) {
    case "allowed":
    case "required":
    case "advised-for":
      return "yes"
    case "prohibited":
    case "advised-against":
      return "no"
    case "silent":
    case "conflict":
    case "open":
    case "impossible":
      return "none"
  }
}

/** Whether who follows the direction does otherwise than the answer says. */
export function differsFrom(direction: Direction, outcome: Answer["outcome"]): boolean {
  switch (direction) {
    case "follow-answer":
      return false
    case "wait-for-me":
    case "step-aside":
      return leaningOf(outcome) === "yes"
    case "act-on-emergency":
      return leaningOf(outcome) === "no"
  }
}
