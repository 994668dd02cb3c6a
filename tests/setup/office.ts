/** A desk for tests: a record of its own, the pages of incidents in front of it, and people who are signed in. */
import { Hono } from "hono"
import { requestPages } from "../../src/features/desk/requests/routes.tsx"
import { reviewPages } from "../../src/features/desk/review/routes.tsx"
import { incidentPages } from "../../src/features/desk/incident/routes.tsx"
import type { Office } from "../../src/features/desk/incident/model.ts"
import { bug } from "../../src/kernel/text/bug.ts"
import type { Day } from "../../src/law/types.ts"
import { openPack } from "../../src/pipeline.ts"
import { findApiKey } from "../../src/record/api-keys.ts"
import { nodeCrypto } from "../../src/record/node-crypto.ts"
import { openSite } from "../../src/ui/site.ts"
import { deskDoor } from "../../src/web/desk-door.ts"
import { testRecord, type TestRecord } from "./record.ts"
import { testPeople } from "./signed-in.ts"
import type { People } from "../../src/people/people.ts"

export interface TestOffice {
  readonly setup: TestRecord
  readonly office: Office
  readonly people: People
  readonly app: Hono
}

export async function testOffice(folder = "packs/example", clock: () => Date = () => new Date()): Promise<TestOffice> {
  const setup = await testRecord({ kind: "at-once" }, clock)
  const { db } = setup.store
  const book = openPack(folder).book ?? bug(`${folder} cannot be read`)
  const today = (): Day => clock().toISOString().slice(0, 10) as Day
  const office: Office = { book, db, sealingKey: new Uint8Array(32), today, clock, lawAt: () => Promise.resolve(book), crypto: nodeCrypto, record: setup.record, findKey: (secret) => findApiKey(db, nodeCrypto, secret, clock()) }
  const people = testPeople(db, clock)
  const app = new Hono()
  for (const language of ["en", "es"] as const) {
    app.use(`/${language}/desk/*`, ...deskDoor(() => openSite(book, language, today(), "/s.css"), () => Promise.resolve(people)))
    app.route(`/${language}/`, reviewPages(() => Promise.resolve(office)))
    app.route(`/${language}/`, requestPages())
    app.route(`/${language}/`, incidentPages(() => Promise.resolve(office), []))
  }
  return { setup, office, people, app }
}
