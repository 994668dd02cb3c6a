/**
 * The cryptography that the log needs, as its user hands it in: node:crypto on a server, @noble in a browser.
 *
 * All of it answers at once: on `crypto.subtle` every walk over a tree would have to wait. Keys are checked where they are read
 * (key.ts), so that two implementations agree on every signature. What they are given is theirs until they answer, and no longer.
 */
export interface Crypto {
  /** SHA-256, 32 bytes (FIPS 180-4). */
  readonly sha256: (data: Uint8Array) => Uint8Array
  /** HMAC-SHA-256, 32 bytes (RFC 2104). */
  readonly hmacSha256: (key: Uint8Array, data: Uint8Array) => Uint8Array
  /**
   * Whether a signature of 64 bytes by a public key of 32 holds for a message (RFC 8032 §5.1.7, the equation without the cofactor).
   * False for a weak key (key.ts) and for any other length.
   */
  readonly verifyEd25519: (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean
}
