/** The name of what people have saved on their device: the only thing that the worker ever answers from. */
export const SAVED = "writ-saved"
