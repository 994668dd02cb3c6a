/** The least that Hono can do for a request: one route, a constant. Started by http.ts. */
import { serve } from "@hono/node-server"
import { Hono } from "hono"

const app = new Hono()
app.post("/v1/answers", (context) => context.json({ outcome: "silent" }))
serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: process.env.HOST ?? "127.0.0.1" })
