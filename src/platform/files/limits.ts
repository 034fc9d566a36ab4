/** What an untrusted file may cost us. Tests hand in smaller ones. */
export interface Limits {
  /** Of the file as sent. */
  fileBytes: number
  /** Of the text once unpacked. */
  textBytes: number
  /** Unpacked bytes to packed bytes; beyond `freeBytes` a greater ratio is a bomb. Gzip reaches 1,032; the real files stay under 60. */
  ratio: number
  freeBytes: number
  lineBytes: number
}

export const usualLimits: Limits = {
  fileBytes: 2_000_000_000,
  textBytes: 4_000_000_000,
  ratio: 200,
  freeBytes: 50_000_000,
  lineBytes: 1_000_000,
}
