import type { PublicEntry } from './entries/public.ts'
import { isSensitive } from './themes.ts'

/** Somebody could be put at risk by being seen with it: neutral titles, no details in calendars, no words for machines. */
export const isQuiet = ({ body }: Pick<PublicEntry, 'body'>): boolean =>
  body.themes.some(isSensitive) || body.venue?.safe === true
