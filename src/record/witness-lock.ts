/**
 * One process on one state file: a socket beside it that its holder listens on, so that it ends with the process, however that ends.
 *
 * A process id in a file outlives a kill and may be another's next day; a socket that nobody listens on refuses at once. It is made under
 * another name, listening, and then linked: of two that come at once one gets the name. One that is found dead is moved away first; should
 * a living one be moved by such haste, its holder sees before it writes again that the name is not its own (`isHeld`).
 */
import { once } from "node:events"
import { linkSync, lstatSync, renameSync, rmSync } from "node:fs"
import { connect, createServer, type Server } from "node:net"
import { relative } from "node:path"
import { codeOf } from "../store/trouble.ts"
import { StateFileWrong } from "./witness-state.ts"

export interface Lock {
  /** Whether the name is still this process's. */
  isHeld(): boolean
  release(): Promise<void>
}

/** Throws `StateFileWrong` where another process holds it. */
export async function lockStateFile(file: string): Promise<Lock> {
  const name = shortest(process.platform === "win32" ? `\\\\.\\pipe\\writ-witness-${file.replaceAll(/[\\/:]/g, "-")}` : `${file}.lock`)
  if (process.platform === "win32") return pipeLock(file, name)
  const own = `${name}.${process.pid}`
  rmSync(own, { force: true })
  const server = await listenOn(file, own)
  const { ino } = lstatSync(own)
  try {
    await takeName(file, own, name)
  } catch (error) {
    server.close()
    throw error
  } finally {
    rmSync(own, { force: true })
  }
  const isHeld = (): boolean => lstatSync(name, { throwIfNoEntry: false })?.ino === ino
  return { isHeld, release: () => close(server, () => { if (isHeld()) rmSync(name, { force: true }) }) }
}

/** A pipe ends with its process, and of two that make it the second fails. */
async function pipeLock(file: string, name: string): Promise<Lock> {
  const server = await listenOn(file, name)
  return { isHeld: () => server.listening, release: () => close(server, () => undefined) }
}

/** Sockets' paths have 100 characters or so: of the two ways to say the place, the shorter. */
function shortest(path: string): string {
  const fromHere = relative(process.cwd(), path)
  return process.platform !== "win32" && fromHere !== "" && fromHere.length < path.length ? fromHere : path
}

async function listenOn(file: string, name: string): Promise<Server> {
  const server = createServer((socket) => socket.destroy())
  server.listen(name)
  await once(server, "listening").catch((error: unknown) => {
    if (codeOf(error) === "EINVAL" || codeOf(error) === "ENAMETOOLONG") throw new StateFileWrong(file, "path-too-long")
    throw codeOf(error) === "EADDRINUSE" ? new StateFileWrong(file, "in-use") : error
  })
  return server.unref()
}

async function takeName(file: string, own: string, name: string): Promise<void> {
  for (;;) {
    try {
      linkSync(own, name)
      return
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error
    }
    if (await isAnswered(name)) throw new StateFileWrong(file, "in-use")
    moveAway(name, `${own}.dead`)
  }
}

/** Whether somebody listens. What cannot be told counts as held. */
async function isAnswered(name: string): Promise<boolean> {
  const socket = connect(name)
  try {
    await once(socket, "connect")
    return true
  } catch (error) {
    return codeOf(error) !== "ECONNREFUSED" && codeOf(error) !== "ENOENT"
  } finally {
    socket.destroy()
  }
}

function moveAway(name: string, aside: string): void {
  try {
    renameSync(name, aside)
  } catch (error) {
    if (codeOf(error) !== "ENOENT") throw error
  }
  rmSync(aside, { force: true })
}

async function close(server: Server, before: () => void): Promise<void> {
  before()
  const closed = once(server, "close")
  server.close()
  await closed
}
