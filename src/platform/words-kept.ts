// What somebody typed in a form that could not be kept because the record had moved on: given back on the page that says so.
import { sentence } from '../lib/words.ts'

interface Kept {
  name: string
  text: string
}

const most = 20

/** "publicReason" is "Public reason", "answer-X09000002" is "Answer x09000002". */
const nameOf = (field: string) =>
  sentence(
    field
      .replaceAll(/([a-z])([A-Z])/g, '$1 $2')
      .replaceAll(/[-_.]/g, ' ')
      .toLowerCase(),
  )

/** The words among the fields of a form, as they were typed: what was chosen from a list is chosen again in a moment. */
export function wordsKept(body: unknown): Kept[] {
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body)
    .flatMap(([field, value]) =>
      typeof value === 'string' && /\S\s+\S/.test(value) ? [{ name: nameOf(field), text: value }] : [],
    )
    .slice(0, most)
}

/** The page of the record a form was sent to: "/decisions/3" of "/decisions/3/reviews/2". */
export const recordOf = (url: string): string =>
  /^\/[a-z-]+(?:\/[a-z-]+)?\/\d+(?=\/|$)/.exec(url.split('?')[0] ?? '')?.[0] ?? ''
