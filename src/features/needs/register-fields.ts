// Fields the registers' forms share, and places named in them a line each.
import { z } from 'zod'
import type { Db } from '../../platform/db.ts'
import { dayField } from '../../platform/form.ts'
import { findByCodes } from '../places/index.ts'
import { placeOf } from '../threads/index.ts'

const dayWords = 'Enter a day such as 2027-01-31'
/** A day that may be left out: null then. */
export const anyDay = z
  .union([z.literal(''), dayField(dayWords)])
  .default('')
  .transform(day => day || null)

export const versionField = z.coerce.number().int().catch(0)

/** Names or codes, one a line. */
export const placeLines = z
  .string()
  .max(2_000)
  .default('')
  .transform(text =>
    [
      ...new Set(
        text
          .split('\n')
          .map(line => line.trim())
          .filter(Boolean),
      ),
    ].slice(0, 40),
  )

/** The codes of the places named, or the first line that names no one place. */
export async function placesOf(db: Db, lines: readonly string[]): Promise<{ codes: string[] } | { unknown: string }> {
  const codes = new Set<string>()
  for (const line of lines) {
    const found = await placeOf(db, line.slice(0, 200))
    if (found === undefined || found === 'unknown') return { unknown: line }
    codes.add(found)
  }
  return { codes: [...codes] }
}

/** Kept places as a form shows them again. */
export const placeText = async (db: Db, codes: readonly string[]): Promise<string> =>
  codes.length === 0 ? '' : (await findByCodes(db, codes)).map(({ name, code }) => `${name} (${code})`).join('\n')
