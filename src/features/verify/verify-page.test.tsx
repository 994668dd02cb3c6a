/** The page that checks receipts, through the app and without a browser: what it runs, what it brings along, and what it says without one. */
import { createHash } from "node:crypto"
import { gzipSync } from "node:zlib"
import { describe, expect, test } from "vitest"
import { publicRecordOf, smallRecord } from "../../../tests/setup/small-record.ts"
import { readSetup } from "../../browser/setup.ts"
import { bug } from "../../kernel/text/bug.ts"
import { textFromUtf8 } from "../../kernel/text/bytes.ts"
import type { Day } from "../../law/types.ts"
import { openPack } from "../../pipeline.ts"
import { Texts } from "../../ui/texts.ts"
import { makeApp } from "../../web/app.tsx"

const book = openPack("packs/example").book ?? bug("packs/example cannot be read")
const record = smallRecord()
const today = (): Day => "2026-11-25" as Day
const app = makeApp({ book, today, doors: () => Promise.resolve({ desk: null, people: null, publicRecord: publicRecordOf(record) }) })
const without = makeApp({ book, today })

const htmlAt = async (path: string, of = app): Promise<string> => {
  const response = await of.request(path)
  return response.text()
}
const setupIn = (html: string): string => /<script type="application\/json" id="check-setup">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ""

describe.each(["en", "es"] as const)("in %s", (language) => {
  test("the page runs one script, named by its digest, and brings words and the city's policy for it", async () => {
    const html = await htmlAt(`/${language}/verify`)
    const [, path = "", integrity = ""] = /<script src="([^"]+)" integrity="([^"]+)" defer/.exec(html) ?? []
    const response = await app.request(path)
    const code = await response.text()
    expect(integrity).toBe(`sha384-${createHash("sha384").update(code).digest("base64")}`)
    expect([response.headers.get("content-type"), response.headers.get("cache-control")]).toEqual(["text/javascript; charset=utf-8", "public, max-age=31536000, immutable"])
    expect(html.match(/<script/g)).toHaveLength(2)
    const setup = readSetup(setupIn(html)) ?? bug("no setup")
    expect(setup.policy).toBe(textFromUtf8(record.policy))
    expect(setup.messages.get("check.good")).toEqual([new Texts(language).t("check.good")])
  })

  test("the city's policy is called the city's, its key is shown, and its law's files are linked", async () => {
    const html = await htmlAt(`/${language}/verify`)
    for (const shown of [new Texts(language).t("verify.policy-city"), "city.example/record+", 'href="/record/receipt/1.tlog-proof"', `href="/record/kept/${record.kept.list.name}"`]) expect(html).toContain(shown)
  })

  test("a server without a record says that no policy came with the page", async () => {
    const html = await htmlAt(`/${language}/verify`, without)
    expect(html).toContain(new Texts(language).t("verify.policy-none"))
    expect(html).not.toContain("/record/")
    expect(readSetup(setupIn(html))?.policy).toBeNull()
  })

  test("the file has everything in it, and no address of anything", async () => {
    const html = await htmlAt(`/${language}/verify/file`)
    expect(html).not.toMatch(/(?:src|href|action)="/)
    expect(html).toContain("default-src &#39;none&#39;; script-src &#39;unsafe-inline&#39;")
    expect(readSetup(setupIn(html))?.policy).toBe(textFromUtf8(record.policy))
  })
})

test("pages for everybody run nothing, but this one, guides and the one that asks without a connection", async () => {
  for (const path of ["/en/", "/en/law", "/en/help/rules", "/en/timeline", "/en/ask", "/en/bodies", "/en/federal"]) expect(await htmlAt(path)).not.toContain("<script")
})

test("words that could end the script's data do not", async () => {
  const hostile = new TextEncoder().encode(`${textFromUtf8(record.policy) ?? ""}# </script><script>alert(1)</script>\n`)
  const html = await htmlAt("/en/verify", makeApp({ book, today, doors: () => Promise.resolve({ desk: null, people: null, publicRecord: { ...publicRecordOf(record), policy: () => hostile } }) }))
  expect(html).not.toContain("<script>alert")
  expect(readSetup(setupIn(html))?.policy).toContain("<script>alert(1)</script>")
})

test("a policy that cannot be read is not handed on", async () => {
  const broken = makeApp({ book, today, doors: () => Promise.resolve({ desk: null, people: null, publicRecord: { ...publicRecordOf(record), policy: () => Uint8Array.of(0xff) } }) })
  expect(await htmlAt("/en/verify", broken)).toContain(new Texts("en").t("verify.policy-none"))
})

test("the script weighs at most 34 KB compressed, and the page with its words 24 KB", async () => {
  const html = await htmlAt("/es/verify")
  const code = await htmlAt(/<script src="([^"]+)"/.exec(html)?.[1] ?? "")
  expect(gzipSync(code).length).toBeLessThanOrEqual(34 * 1024)
  expect(gzipSync(html).length).toBeLessThanOrEqual(24 * 1024)
})

test("the script has nothing that could send or ask, and no text of its own for people", async () => {
  const html = await htmlAt("/en/verify")
  const code = await htmlAt(/<script src="([^"]+)"/.exec(html)?.[1] ?? "")
  expect(code).not.toMatch(/\bfetch\(|XMLHttpRequest|sendBeacon|WebSocket|EventSource|importScripts|innerHTML|insertAdjacentHTML|document\.write|\beval\(/)
})
