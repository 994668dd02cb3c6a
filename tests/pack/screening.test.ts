/** What Chicago's lists find in the sentences that people write at a desk, and what they leave alone. The table is the list's own specification. */
import { expect, test } from "vitest"
import { bug } from "../../src/kernel/text/bug.ts"
import { screened } from "../../src/law/screen.ts"
import { openPack } from "../../src/pipeline.ts"

const { pack } = openPack("packs/chicago").book ?? bug("packs/chicago cannot be read")

test.each<[string, readonly string[]]>([
  // Immigration status
  ["He said she is undocumented.", ["undocumented"]],
  ["They called them illegals and illegal aliens.", ["illegals", "illegal aliens"]],
  ["Asked about her immigration status twice.", ["immigration status"]],
  ["He is a U.S. citizen, his wife is not a citizen.", ["U.S. citizen", "citizen"]],
  ["She showed her green card.", ["green card"]],
  ["His visa has run out, he overstayed.", ["visa", "overstayed"]],
  ["The man has no papers.", ["no papers"]],
  ["A DACA recipient and a TPS holder waited.", ["DACA", "TPS"]],
  ["A permanent resident asked for a form.", ["permanent resident"]],
  ["She is an asylum seeker.", ["asylum seeker"]],
  ["He has a removal order, they said.", ["has a removal order"]],
  // Birthplace and origin
  ["He was born in Oaxaca.", ["born in"]],
  ["Place of birth: unknown. DOB 1 Jan.", ["Place of birth", "DOB"]],
  ["The family is from Venezuela.", ["is from Venezuela"]],
  ["Her nationality came up.", ["nationality"]],
  // Numbers
  ["File A123456789 was on the paper.", ["A123456789"]],
  ["A-12 345 678, A# 123-456-789", ["A-12 345 678", "A# 123-456-789"]],
  ["Alien number 123456789", ["Alien number 123456789"]],
  ["His social is 123-45-6789.", ["123-45-6789"]],
  ["passport no. X1234567", ["passport no. X1234567"]],
  // The same, disguised by how it was typed
  ["un\u00addocumented, green\u200b card, GREEN\nCARD", ["un\u00addocumented", "green\u200b card", "GREEN\nCARD"]],
  // In Spanish, whatever the page's language
  ["Dijo que no tiene papeles, es indocumentada.", ["tiene papeles", "indocumentada"]],
  ["Su situacion migratoria, sin tilde.", ["situacion migratoria"]],
  ["Nació en Puebla y es de México.", ["Nació en", "es de México"]],
  ["Preguntaron por su ciudadanía.", ["ciudadanía"]],
  // What may stand
  ["Two agents in green vests, one said ICE, at 14:05 by the east door.", []],
  ["They showed a paper signed by an immigration officer, form I-200.", []],
  ["They asked for the records of 12 people and left at 3:15 pm.", []],
  ["Supervisor called at 312-555-0142; lawyer at 1-855-435-7693.", []],
  ["The paper names the court: Northern District of Illinois, case 25 C 1234.", []],
  ["Immigration agents asked us to hold him until 6.", []],
  ["A bus from Mexico City Street to the station; the mail was from 2245 S Michigan.", []],
  ["Dos agentes pidieron entrar; les dijimos que esperaran afuera.", []],
])("%s", (text, found) => {
  expect(screened(pack, "en", text).map(({ word }) => word)).toEqual(found)
})

test("a word that means something else is marked, and then the text may be stored", () => {
  expect(screened(pack, "en", "It lay on the visa desk.", ["visa"])).toEqual([])
})

test("the writer is told in the language of the page first", () => {
  expect(screened(pack, "es", "A123456789")[0]?.pattern.hint).toMatch(/^No escriba/)
  expect(screened(pack, "en", "A123456789")[0]?.pattern.hint).toMatch(/^Leave out/)
})
