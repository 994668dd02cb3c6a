/** An act of nobody in particular. */
import { randomBytes } from "node:crypto"
import { printEntry } from "../../src/kernel/receipt/entry.ts"
import { commitmentOf, type Opening } from "../../src/kernel/receipt/opening.ts"
import { newReference, type Act } from "../../src/record/from-decision.ts"
import { nodeCrypto as crypto } from "../../src/record/node-crypto.ts"

export function newAct(): Act {
  const reference = newReference()
  const opening: Opening = new Map([["act", { key: randomBytes(32), fields: { reference } }]])
  return { reference, kind: "decision", department: "harbour", incident: null, at: new Date(0), opening, entry: printEntry({ kind: "sealed", commitment: commitmentOf(crypto, opening) }) }
}
