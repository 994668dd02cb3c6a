import { expect, test } from "vitest"
import { gradeOf } from "./reading-level.ts"

// By hand: 0.39 · words / sentences + 11.8 · syllables / words - 15.59.
test.each([
  ["Keep calm.", 0.39 * 2 + 11.8 * (2 / 2) - 15.59],
  ["Keep calm. Ask who they are.", 0.39 * (6 / 2) + 11.8 * (6 / 6) - 15.59],
  ["The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.", 0.39 * 13 + 11.8 * (26 / 13) - 15.59],
])("%s", (text, grade) => {
  expect(gradeOf([text])).toBeCloseTo(grade, 6)
})

test("texts without an end to their last sentence are sentences of their own", () => {
  expect(gradeOf(["Keep calm", "Keep calm"])).toBe(gradeOf(["Keep calm. Keep calm."]))
})

test("nothing has no grade, and no number is lost in it", () => {
  expect(gradeOf(["", "…"])).toBe(0)
})
