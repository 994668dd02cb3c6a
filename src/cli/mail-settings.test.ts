/** Mail settings: both or neither, in form, and a password is never repeated. */
import { expect, test } from "vitest"
import { mailSettings } from "./mail-settings.ts"
import { UsageError } from "./usage.ts"

test("none, and both", () => {
  expect(mailSettings({})).toBeNull()
  expect(mailSettings({ WRIT_SMTP: "", WRIT_MAIL_FROM: "" })).toBeNull()
  expect(mailSettings({ WRIT_SMTP: "smtps://u:p@mail.city.example", WRIT_MAIL_FROM: "desk@city.example" })).toEqual({ server: "smtps://u:p@mail.city.example", from: "desk@city.example" })
})

test.each([
  [{ WRIT_SMTP: "mail.city.example", WRIT_MAIL_FROM: "desk@city.example" }, /WRIT_SMTP/],
  [{ WRIT_SMTP: "https://u:secret@mail.city.example", WRIT_MAIL_FROM: "desk@city.example" }, /WRIT_SMTP/],
  [{ WRIT_SMTP: "smtps://u:secret@mail.city.example" }, /WRIT_MAIL_FROM/],
  [{ WRIT_MAIL_FROM: "desk@city.example" }, /WRIT_SMTP/],
  [{ WRIT_SMTP: "smtps://u:secret@mail.city.example", WRIT_MAIL_FROM: "The desk <desk@city.example>" }, /WRIT_MAIL_FROM/],
])("%j is refused", (environment, says) => {
  const refuse = (): unknown => mailSettings(environment)
  expect(refuse).toThrow(UsageError)
  expect(refuse).toThrow(says)
  expect(refuse).not.toThrow(/secret/)
})
