// Who helps, right now: lines a pack names, with what is known of each. What is not known is left out, and the page says that nobody has checked it yet.
import { z } from 'zod'
import { isDay } from '../../../../lib/dates.ts'
import { PlainError } from '../../../../lib/errors.ts'
import { type Pack, readPackFile } from '../../../../platform/pack.ts'

export const said = (most: number) =>
  z
    .string()
    .trim()
    .min(1, { error: 'Write something, or leave it out' })
    .max(most, { error: `Use ${most} characters or fewer: short words are read` })

/** Numbers that ring here: 999 and 111, 116 123, Childline's eight figures, and whole national ones of ten or eleven. */
const rings = /^(999|112|1\d\d|116\d{3}|08001111|0[1-9]\d{8,9})$/

export const Phone = z
  .string()
  .regex(/^[0-9 ]{3,14}$/, { error: 'Figures and spaces only' })
  .refine(typed => rings.test(typed.replaceAll(' ', '')), {
    error: 'Enter the whole number, such as 0808 800 5000, 116 123 or 111',
  })
export const Secure = z.url({ protocol: /^https$/, error: 'Give an address that begins https://' })

/** By the code of a language of the finder. What is not said in it is shown in English. */
const inTongues = <T extends z.ZodRawShape>(shape: T) =>
  z.record(z.string().regex(/^[a-z]{2}$/), z.strictObject(shape).partial()).optional()

export const HelpLine = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  name: said(60),
  words: said(240),
  phone: Phone.optional(),
  address: Secure.optional(),
  /** When it answers: 'Any time, day or night'. */
  hours: said(80).optional(),
  /** What a call costs: 'Free'. */
  cost: said(80).optional(),
  /** A number to send a text to, with what to write if anything. */
  text: said(80).optional(),
  chat: Secure.optional(),
  /** When somebody last made sure that all of this is right. */
  checkedOn: z.string().refine(isDay, { error: 'Give a day as 2026-11-22' }).optional(),
  /** Where the number or address was taken from. */
  source: said(160),
  in: inTongues({ name: said(60), words: said(240), hours: said(80), cost: said(80), text: said(80) }),
})
export type HelpLine = z.output<typeof HelpLine>

export const HelpWords = z.strictObject({
  title: said(60),
  lead: said(240),
  groups: z.array(
    z.strictObject({
      id: z.string().regex(/^[a-z-]+$/),
      heading: said(60),
      words: said(200).optional(),
      in: inTongues({ heading: said(60), words: said(200) }),
      lines: z.array(HelpLine).min(1),
    }),
  ),
  /** On the front page and above the rest of the page, by id. */
  first: z.array(z.string()).min(1).max(4),
  leaving: z.strictObject({ heading: said(60), answer: z.array(said(240)).min(1).max(3) }),
  note: said(240),
})
export type HelpWords = z.output<typeof HelpWords>

/** What the pack says; what is missing or misspelt stops the start, with the file and the field. */
export const readHelp = (pack: Pick<Pack, 'id'>): HelpWords => readPackFile(pack.id, 'public/help.json', HelpWords)

export const linesIn = (help: Pick<HelpWords, 'groups'>): HelpLine[] => help.groups.flatMap(group => group.lines)

/** A line of the help page by its id. */
export function lineOf(help: Pick<HelpWords, 'groups'>, id: string): HelpLine {
  const found = linesIn(help).find(line => line.id === id)
  if (!found)
    throw new PlainError(`The public words name the help line "${id}", which help.json does not have.`, 'Add it there.')
  return found
}

export interface HelpView extends HelpLine {
  /** What a telephone dials. */
  tel: string
  /** What of it stands in the language of the page. */
  own: { name: boolean; words: boolean }
}

/** A line in the language of a page; what nobody has said in it is English. */
export function helpView(line: HelpLine, lang = 'en'): HelpView {
  const said = line.in?.[lang] ?? {}
  const own = { name: lang === 'en' || said.name !== undefined, words: lang === 'en' || said.words !== undefined }
  return { ...line, ...said, own, tel: (line.phone ?? '').replaceAll(' ', '') }
}
