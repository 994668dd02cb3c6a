/** Runs a call of the command line in this process, and keeps what it prints. */
import { vi } from "vitest"
import { run } from "../../src/cli/run.ts"

export interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

export async function runWrit(words: readonly string[]): Promise<Ran> {
  const printed = { stdout: "", stderr: "" }
  const spies = (["stdout", "stderr"] as const).map((name) => vi.spyOn(process[name], "write").mockImplementation((chunk) => { printed[name] += String(chunk); return true }))
  const code = await run(words)
  for (const spy of spies) spy.mockRestore()
  return { code, out: printed.stdout, err: printed.stderr }
}
