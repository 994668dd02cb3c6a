/** What the store says, in both languages: with the facts that it was given, and never with a separator in a process id. */
import { expect, test } from "vitest"
import { progressWords, troubleWords } from "./store-words.ts"
import { Texts } from "./texts.ts"

const en = new Texts("en")
const es = new Texts("es")

test.each([
  [{ kind: "held", folder: "/d", pid: 47_110, port: 50_001, because: "no-answer" }, "Process 47110 holds /d and has not answered for ten seconds", "Look at process 47110; stop it if it hangs, then start again."],
  [{ kind: "held", folder: "/d", pid: 47_110, port: null, because: "password-refused" }, "Process 47110 runs a database on /d, and it refuses the password in that folder", "Bring back the file postgres.password that belongs to this data, or stop process 47110 if it is not yours."],
  [{ kind: "unreachable", host: "db", port: 54_320, code: "ECONNREFUSED" }, "No database answered at db, port 54320 (ECONNREFUSED)", "Check host and port in DATABASE_URL, and that the database runs and lets this machine in."],
] as const)("%o", (facts, found, remedy) => {
  expect(troubleWords(en, facts)).toEqual({ found, remedy })
})

test("progress has its words too, also of a server that does not come back", () => {
  expect(progressWords(en, { kind: "started", port: 54_320, pid: 1 })).toBe("The database is started, at 127.0.0.1, port 54320")
  expect(progressWords(es, { kind: "server-away", facts: { kind: "disk-full", folder: "/d" } })).toBe("El disco que contiene /d está lleno")
})
