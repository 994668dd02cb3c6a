/** Sends a page: the doctype, the language, and how long it may be kept. */
import type { Context } from "hono"
import { html } from "hono/html"
import type { JSX } from "hono/jsx/jsx-runtime"
import type { ContentfulStatusCode } from "hono/utils/http-status"

export async function sendPage(c: Context, page: JSX.Element, status: ContentfulStatusCode, cacheControl: string): Promise<Response> {
  c.header("cache-control", cacheControl)
  return c.html(await htmlOf(page), status)
}

/** A page as it is sent. */
export async function htmlOf(page: JSX.Element): Promise<string> {
  return String(await html`<!doctype html>${page}`)
}

/** A page that is the same for everybody until the pack or the day changes. */
export const PUBLIC_PAGE = "public, max-age=300"

/**
 * Kept by the reader's own browser and by nobody between: what was asked is the reader's business. Not `no-store`, since then Back to an
 * answer that was sent by POST would lead to a "send again?" instead of to the answer.
 */
export const PRIVATE_PAGE = "private, no-cache"
