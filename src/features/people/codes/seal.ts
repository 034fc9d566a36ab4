import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Seals bytes with AES-256-GCM. `about` is bound in: a sealed value copied to another account does not open there. */
export function seal(key: Buffer, bytes: Buffer, about: string): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(bytes), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

/** Undefined when the key is another, or the text was touched. */
export function unseal(key: Buffer, text: string, about: string): Buffer | undefined {
  const all = Buffer.from(text, 'base64')
  if (all.length < 28) return undefined
  const open = createDecipheriv('aes-256-gcm', key, all.subarray(0, 12)).setAAD(Buffer.from(about))
  open.setAuthTag(all.subarray(12, 28))
  try {
    return Buffer.concat([open.update(all.subarray(28)), open.final()])
  } catch {
    return undefined
  }
}
