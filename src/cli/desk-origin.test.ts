import { afterEach, expect, test, vi } from "vitest"
import { deskOrigin } from "./desk-origin.ts"
import { UsageError } from "./usage.ts"

afterEach(() => { vi.unstubAllEnvs() })

test.each([
  ["", "http://localhost:8080"],
  ["https://desk.city.example", "https://desk.city.example"],
  ["https://desk.city.example/", "https://desk.city.example"],
  ["https://desk.city.example:8443", "https://desk.city.example:8443"],
])("WRIT_ADDRESS %j is %s", (given, origin) => {
  vi.stubEnv("WRIT_ADDRESS", given)
  expect(deskOrigin(8080)).toBe(origin)
})

test.each(["desk.city.example", "https://desk.city.example/en", "https://a:b@desk.city.example", "https://desk.city.example?x", "ftp://desk.city.example", "nothing"])("WRIT_ADDRESS %j is refused", (given) => {
  vi.stubEnv("WRIT_ADDRESS", given)
  expect(() => deskOrigin(8080)).toThrow(UsageError)
})
