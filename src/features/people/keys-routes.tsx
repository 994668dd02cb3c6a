/** `/desk/keys`: the keys of programs that enter decisions. A key is shown once, when it is made. */
import { Hono, type Context } from "hono"
import { fieldIn } from "../../http/sent-form.ts"
import { NO_STORE, requires, type DeskEnv, type WhereOf } from "../../http/visit.tsx"
import { bodiesFor } from "../../people/roles.ts"
import { endApiKey, listApiKeys, makeApiKey, rotateApiKey } from "../../record/api-keys.ts"
import { nodeCrypto } from "../../record/node-crypto.ts"
import { sendPage } from "../../ui/send-page.tsx"
import { KeyMadePage, KeysPage } from "./keys-pages.tsx"
import { bodyNamed, reachOf } from "./model.ts"

export function keyPages(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get("/desk/keys", requires("keys/read"), (c) => show(c, null))
  app.post("/desk/keys", requires("keys/make", bodySent), async (c) => {
    const { site, people, visit, form } = c.var
    const body = bodyNamed(site.pack, fieldIn(form, "body"))
    if (body === null || body === "all") return show(c, "body")
    const { secret } = await makeApiKey(people.db, nodeCrypto, body)
    return sendPage(c, <KeyMadePage site={site} visit={visit} body={body} secret={secret} />, 200, NO_STORE)
  })
  app.post("/desk/keys/:key/rotate", requires("keys/make", bodyOfKey), async (c) => {
    const { site, people, visit } = c.var
    const made = await rotateApiKey(people.db, nodeCrypto, c.req.param("key"), people.clock())
    if (made === null) return show(c, "over")
    const body = bodyNamed(site.pack, made.body)
    return body === null || body === "all" ? c.notFound() : sendPage(c, <KeyMadePage site={site} visit={visit} body={body} secret={made.secret} />, 200, NO_STORE)
  })
  app.post("/desk/keys/:key/end", requires("keys/make", bodyOfKey), async (c) => {
    const { site, people } = c.var
    await endApiKey(people.db, c.req.param("key"), people.clock())
    return c.redirect(site.href("/desk/keys"), 303)
  })
  return app
}

/** The body that the form names; what names none is told so on the page, and makes nothing. */
const bodySent: WhereOf = (c) => {
  const body = bodyNamed(c.var.site.pack, fieldIn(c.var.form, "body"))
  return body ?? "some"
}

/** The body of the key in the address, if the pack still has it. */
const bodyOfKey: WhereOf = async (c) => {
  const key = (await listApiKeys(c.var.people.db)).find(({ id }) => id === c.req.param("key"))
  return key === undefined ? null : bodyNamed(c.var.site.pack, key.body)
}

async function show(c: Context<DeskEnv>, problem: "body" | "over" | null): Promise<Response> {
  const { site, people, visit } = c.var
  const bodies = bodiesFor(visit.person, "keys/read")
  const keys = (await listApiKeys(people.db)).flatMap(({ body: name, ...key }) => {
    const body = bodyNamed(site.pack, name)
    return body === null || body === "all" || (bodies !== "all" && !bodies.has(body)) ? [] : [{ ...key, body }]
  })
  const page = <KeysPage site={site} visit={visit} keys={keys} now={people.clock()} reach={{ ...reachOf(site.pack, visit.person, "keys/make"), all: false }} problem={problem} />
  return sendPage(c, page, problem === null ? 200 : 422, NO_STORE)
}
