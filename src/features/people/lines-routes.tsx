/** `/desk/lines`: whom each body's people call. What is set here stands before what the pack has. */
import { Hono, type Context } from "hono"
import { fieldIn } from "../../http/sent-form.ts"
import { NO_STORE, requires, type DeskEnv, type WhereOf } from "../../http/visit.tsx"
import type { Body } from "../../law/types.ts"
import { bodyLines, isNumber, LINES, setBodyLine, type Line } from "../../people/body-lines.ts"
import { sendPage } from "../../ui/send-page.tsx"
import { LinesPage, LinesFormPage } from "./lines-pages.tsx"
import { bodyNamed, reachOf } from "./model.ts"

export function linePages(): Hono<DeskEnv> {
  const app = new Hono<DeskEnv>()
  app.get("/desk/lines", requires("lines/set"), async (c) => {
    const { site, people, visit } = c.var
    const reach = reachOf(site.pack, visit.person, "lines/set")
    const bodies = site.pack.bodies.filter(({ id }) => reach.bodies.includes(id))
    const shown = await Promise.all(bodies.map(async (body) => ({ body: body.id, lines: await bodyLines(people.db, body) })))
    return sendPage(c, <LinesPage site={site} visit={visit} bodies={shown} />, 200, NO_STORE)
  })
  app.get("/desk/lines/:body", requires("lines/set", bodyOfAddress), async (c) => {
    const body = bodyOf(c)
    if (body === undefined) return c.notFound()
    const { supervisor, counsel, next } = await bodyLines(c.var.people.db, body)
    return show(c, body, { supervisor: supervisor ?? "", counsel: counsel ?? "", next: next ?? "" }, [])
  })
  app.post("/desk/lines/:body", requires("lines/set", bodyOfAddress), async (c) => {
    const { site, people, visit, form } = c.var
    const body = bodyOf(c)
    if (body === undefined) return c.notFound()
    const typed = { supervisor: fieldIn(form, "supervisor").trim(), counsel: fieldIn(form, "counsel").trim(), next: fieldIn(form, "next").trim() }
    const wrong = LINES.filter((line) => typed[line] !== "" && !isNumber(typed[line]))
    if (wrong.length > 0) return show(c, body, typed, wrong)
    for (const line of LINES) await setBodyLine(people, visit.person.id, body.id, line, typed[line] === "" ? null : typed[line])
    return c.redirect(site.href("/desk/lines"), 303)
  })
  return app
}

const bodyOfAddress: WhereOf = (c) => {
  const body = bodyNamed(c.var.site.pack, c.req.param("body") ?? "")
  return body === "all" ? null : body
}

function bodyOf(c: Context<DeskEnv>): Body | undefined {
  return c.var.site.pack.bodies.find(({ id }) => id === c.req.param("body"))
}

function show(c: Context<DeskEnv>, { id }: Body, typed: Readonly<Record<Line, string>>, wrong: readonly Line[]): Promise<Response> {
  const { site, visit } = c.var
  return sendPage(c, <LinesFormPage site={site} visit={visit} body={id} typed={typed} wrong={wrong} />, wrong.length === 0 ? 200 : 422, NO_STORE)
}
