/** What PostgreSQL says before it ends, and what it means; the sentences are PostgreSQL's own. */
import { expect, test } from "vitest"
import { endingOf } from "./diagnose.ts"

test.each([
  ['FATAL:  lock file "postmaster.pid" already exists\nHINT:  Is another postmaster (PID 7) running in data directory "/d"?', "folder-taken"],
  ["FATAL:  pre-existing shared memory block (key 41213001, ID 3) is still in use", "folder-taken"],
  ['LOG:  could not bind IPv4 address "127.0.0.1": Address already in use\nFATAL:  could not create any TCP/IP sockets', "port-taken"],
  ['FATAL:  could not write lock file "postmaster.pid": No space left on device', { kind: "disk-full", folder: "/d" }],
  ['FATAL:  could not open file "global/pg_control": Permission denied', { kind: "not-writable", folder: "/d", code: "EACCES" }],
  ['FATAL:  data directory "/d" has wrong ownership', { kind: "not-writable", folder: "/d", code: "EACCES" }],
  ["1\n2\n3\n4\n5\n6\nFATAL:  never heard of", { kind: "start-failed", folder: "/d", said: "2\n3\n4\n5\n6\nFATAL:  never heard of" }],
])("%s", (said, ending) => {
  expect(endingOf(said, "/d")).toEqual(ending)
})
