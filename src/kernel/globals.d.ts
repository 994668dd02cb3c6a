/**
 * The web globals that the kernel may use: they are the same in Node and in every browser. Whatever else of either it names does not
 * compile there. The check of the whole tree leaves this file out and takes Node's own types.
 */
interface TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>
}
declare var TextEncoder: { new (): TextEncoder; readonly prototype: TextEncoder }

interface TextDecoder {
  decode(input?: ArrayBuffer | ArrayBufferView): string
}
declare var TextDecoder: {
  new (label?: string, options?: { readonly fatal?: boolean; readonly ignoreBOM?: boolean }): TextDecoder
  readonly prototype: TextDecoder
}
