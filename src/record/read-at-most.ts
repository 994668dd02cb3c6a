/** Reading what a server sends, up to a limit: nobody who answers us may fill our memory. */
import { concatBytes } from "../kernel/text/bytes.ts"

/** All that comes, or `null` where it is more than `limit` bytes; then the rest is not read. */
export async function readAtMost(payload: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array | null> {
  if (payload === null) return new Uint8Array(0)
  const reader = payload.getReader()
  const parts: Uint8Array[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return concatBytes(parts)
    parts.push(value)
    length += value.length
    if (length <= limit) continue
    await reader.cancel()
    return null
  }
}
