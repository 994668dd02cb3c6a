/** Two kinds of test: `unit` needs Node alone; `journeys` drives a browser, and runs after the others so that it has the machine to itself. */
import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.{ts,tsx}"],
          exclude: ["tests/journeys/**"],
          globalSetup: ["tests/setup/build.ts", "tests/setup/postgres-folder.ts"],
          testTimeout: process.env["WRIT_LONG"] === "1" ? 6 * 60 * 60_000 : 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "journeys",
          include: ["tests/journeys/**/*.test.{ts,tsx}"],
          globalSetup: ["tests/setup/build.ts", "tests/journeys/setup/chromium.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
