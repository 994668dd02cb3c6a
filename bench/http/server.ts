/** Servers to be measured: each a process of its own, on a port that was free. */
import { spawn, type ChildProcess } from "node:child_process"
import { connect, createServer, type AddressInfo } from "node:net"

const START_WITHIN_SECONDS = 20

export interface Server {
  readonly name: string
  readonly command: readonly string[]
}

export async function started(server: Server, root: string): Promise<{ readonly port: number; readonly process: ChildProcess }> {
  const port = await freePort()
  const [script = "", ...rest] = server.command
  const child = spawn(process.execPath, [script, ...rest], { cwd: root, env: { ...process.env, PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production" }, stdio: ["ignore", "ignore", "inherit"] })
  const until = performance.now() + START_WITHIN_SECONDS * 1000
  while (performance.now() < until) {
    if (child.exitCode !== null) throw new Error(`${server.name}: the server ended with ${String(child.exitCode)}`)
    if (await answers(port)) return { port, process: child }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  child.kill()
  throw new Error(`${server.name}: no server after ${String(START_WITHIN_SECONDS)} s`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo
      probe.close(() => { resolve(port) })
    })
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1")
    socket.once("connect", () => { socket.destroy(); resolve(true) })
    socket.once("error", () => { resolve(false) })
  })
}
