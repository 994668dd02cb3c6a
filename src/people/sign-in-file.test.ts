import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { readSignInFile, SignInFileWrong } from "./sign-in-file.ts"

const folder = mkdtempSync(join(tmpdir(), "writ-sign-in-"))
afterAll(() => { rmSync(folder, { recursive: true }) })
const file = join(folder, "sign-in.json")
const PROVIDER = { name: "City account", issuer: "https://login.city.example", client: "writ", secret: "s" }

function wrongIn(text: string, mode = 0o600): readonly string[] {
  writeFileSync(file, text)
  chmodSync(file, mode)
  try {
    readSignInFile(file)
    return []
  } catch (error) {
    if (!(error instanceof SignInFileWrong)) throw error
    return [error.why, error.found]
  }
}

test("without the file there is no provider; with it there is one", () => {
  expect(readSignInFile(join(folder, "none"))).toBeNull()
  expect(wrongIn(JSON.stringify({ provider: PROVIDER }))).toEqual([])
  expect(readSignInFile(file)).toEqual({ name: "City account", issuer: "https://login.city.example", clientId: "writ", secret: "s" })
})

test.runIf(process.platform !== "win32")("a file that others can read is refused", () => {
  expect(wrongIn(JSON.stringify({ provider: PROVIDER }), 0o640)).toEqual(["readable-by-others", ""])
})

test.each([
  ["what is not JSON", "{", /^it is not JSON$/],
  ["no provider", "{}", /^provider: /],
  ["no secret", JSON.stringify({ provider: { ...PROVIDER, secret: "" } }), /^provider\.secret: /],
  ["an issuer that is no address", JSON.stringify({ provider: { ...PROVIDER, issuer: "login" } }), /^provider\.issuer: /],
  ["another scheme", JSON.stringify({ provider: { ...PROVIDER, issuer: "ftp://login.city.example" } }), /^provider\.issuer: /],
  ["a word that nobody knows", JSON.stringify({ provider: { ...PROVIDER, scope: "all" } }), /scope/],
])("%s is named by its place, without the secret", (_name, text, found) => {
  const [why, said] = wrongIn(text)
  expect([why, said]).toEqual(["form", expect.stringMatching(found)])
  expect(said).not.toContain("\"s\"")
})
