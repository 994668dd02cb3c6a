/**
 * The sequence of test files: those known to take longest begin, so that none of them is still running alone when all others are done.
 * Vitest remembers how long each took, but a fresh clone has nothing to remember.
 */
import { BaseSequencer, type TestSpecification } from "vitest/node"

/** Half a dozen seconds or more each, of a processor or of waiting. */
const LONGEST = [
  "tests/store/patience.test.ts",
  "tests/store/embedded.test.ts",
  "tests/record/faults.test.ts",
  "tests/differential/drawn-packs.test.ts",
  "tests/browser/check-files.test.ts",
  "tests/pack/limits.test.ts",
  "src/kernel/diagram/ask.test.ts",
  "tests/pack/memory.test.ts",
  "tests/pack/any-bytes.test.ts",
  "tests/differential/chicago.test.ts",
  "tests/pack/format.test.ts",
  "tests/journeys/pages-en.test.ts",
  "tests/journeys/pages-es.test.ts",
  "tests/journeys/verify.test.ts",
]

export class LongestFirst extends BaseSequencer {
  /** Only within a project: its files share processes, which end where another project's begin. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const projects = [...new Set(sorted.map(({ project }) => project.name))]
    return projects.flatMap((name) => sorted.filter(({ project }) => project.name === name).sort((one, other) => placeOf(one) - placeOf(other)))
  }
}

function placeOf({ moduleId }: TestSpecification): number {
  const place = LONGEST.findIndex((path) => moduleId.endsWith(`/${path}`))
  return place === -1 ? LONGEST.length : place
}
