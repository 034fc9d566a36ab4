import { z } from 'zod'
import { calledWords } from '../lib/called.ts'
import { peopleWords } from './files/index.ts'

interface Plain {
  missing?: string
  most?: number
  /** Names of places and organisations: given, two capitals in a row that are none of these are refused as somebody's name. */
  known?: readonly string[]
}

/** Text of a form that holds nothing to tell who a person is. Empty is refused with the words of `missing`; without them it may be empty. */
export function plainText(today: string, { missing, most = 2_000, known }: Plain = {}) {
  const any = z
    .string({ error: missing ?? 'Enter text' })
    .trim()
    .max(most, { error: `This must be ${most.toLocaleString('en-GB')} characters or fewer` })
  const checked = (missing === undefined ? any : any.min(1, { error: missing })).check(found => {
    const words = peopleWords(found.value, today) ?? (known && calledWords(found.value, known))
    if (words) found.issues.push({ code: 'custom', message: words, input: found.value })
  })
  return missing === undefined ? checked.default('') : checked
}
