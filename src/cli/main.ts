#!/usr/bin/env node
/** The command line's door: what the process does at its edges. */
import { failed, run } from "./run.ts"

// Who reads may stop reading (`writ check | head`): that is no error of ours, and the exit code stays what it would be.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") return
    process.exitCode = 1
    if (stream === process.stdout) process.stderr.write(`writ: what was found could not be written: ${error.message}\n`)
  })
}
process.on("uncaughtException", (error) => process.exit(failed(error)))

process.exitCode = await run(process.argv.slice(2))
