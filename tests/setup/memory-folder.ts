/**
 * Where tests put databases: in memory where the system offers that and has room (Linux: /dev/shm), else in its folder for
 * temporary files. The servers sync as they always do; in memory that costs nothing, and a test run makes some thirty of them.
 */
import { existsSync, statfsSync } from "node:fs"
import { tmpdir } from "node:os"

const MEMORY = "/dev/shm"
const ROOM = 2 ** 31

export function databasesFolder(): string {
  if (!existsSync(MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize > ROOM ? MEMORY : tmpdir()
}
