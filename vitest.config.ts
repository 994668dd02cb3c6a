/**
 * Three kinds of test. `unit` needs Node alone; its files share a process, so that what they all import is loaded, and made fast, once.
 * `record` keeps databases, servers and their processes, and has a process a file; its tests wait much, up to twelve seconds for what
 * may pass, so three go on at a time. `journeys` drives a browser, and runs after the others so that it has the machine to itself.
 */
import { defineConfig } from "vitest/config"
import { LongestFirst } from "./tests/setup/longest-first.ts"

const RECORD = ["src/{people,record,store}/**/*.test.ts", "src/features/{desk,people,sign-in}/**/*.test.ts", "src/http/visit.test.tsx", "tests/authorization.test.ts", "tests/{outside,record,store}/**/*.test.ts"]
const JOURNEYS = ["tests/journeys/**/*.test.{ts,tsx}"]
const LONG = process.env["WRIT_LONG"] === "1"

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    hookTimeout: 120_000,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
          exclude: [...RECORD, ...JOURNEYS],
          globalSetup: ["tests/setup/build.ts", "tests/setup/postgres-folder.ts"],
          isolate: false,
          testTimeout: LONG ? 6 * 60 * 60_000 : 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "record",
          maxWorkers: 3,
          include: RECORD,
          globalSetup: ["tests/setup/build.ts", "tests/setup/postgres-folder.ts"],
          testTimeout: LONG ? 6 * 60 * 60_000 : 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: JOURNEYS,
          globalSetup: ["tests/setup/build.ts", "tests/setup/postgres-folder.ts", "tests/journeys/setup/chromium.ts"],
          isolate: false,
          testTimeout: 120_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
