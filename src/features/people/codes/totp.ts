import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Seconds a code stands for (RFC 6238, its default). */
const stepSeconds = 30

export const stepOf = (now: Date): number => Math.floor(now.getTime() / 1000 / stepSeconds)

/** HOTP (RFC 4226) of a counter; with `stepOf` for the counter it is TOTP (RFC 6238). */
export function codeOf(secret: Buffer, step: number, digits = 6, algorithm = 'sha1'): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const mac = createHmac(algorithm, secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 10 ** digits).padStart(digits, '0')
}

// A clock half a minute off, on either side, is an ordinary clock (RFC 6238 section 5.2).
const drift = [0, -1, 1]

/** The step a code belongs to, if it is right and newer than the last one used: a code seen over a shoulder serves nobody twice. */
export function match(secret: Buffer, code: string, now: Date, lastStep: number): number | undefined {
  const plain = code.replace(/\s/g, '')
  if (!/^\d{6}$/.test(plain)) return undefined
  const typed = Buffer.from(plain)
  const steps = drift.map(by => stepOf(now) + by).filter(step => step > lastStep)
  return steps.find(step => timingSafeEqual(Buffer.from(codeOf(secret, step)), typed))
}

/** 160 bits, as RFC 4226 advises. */
export const newSecret = () => randomBytes(20)

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 base32 without padding: what authenticators read. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map(five => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

/** For an authenticator on the same device. */
export const addressOf = (secret: Buffer, email: string, issuer: string): string =>
  `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(email)}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`

// Without letters that look like figures.
const recoveryLetters = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Ten codes for the day the telephone is lost: 10 letters each, some 49 bits. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: 10 }, () => {
    const word = Array.from({ length: 10 }, () => letter()).join('')
    return `${word.slice(0, 5)}-${word.slice(5)}`
  })

// Bytes past the last whole run of letters are thrown away, so that every letter is as likely.
function letter(): string {
  for (;;) {
    const byte = randomBytes(1)[0] ?? 255
    if (byte < 248) return recoveryLetters[byte % 31] ?? ''
  }
}
