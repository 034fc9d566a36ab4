// What a city says on its public pages: plain files of its pack, so that words change without code. Figures and records are never typed here;
// a part names what it shows, and that comes out of releases.
import { z } from 'zod'
import { type Pack, readPackFile } from '../../../platform/pack.ts'
import { type HelpWords, lineOf, readHelp, said } from '../../finder/index.ts'

const answer = z.array(said(240)).min(1).max(3)
/** A page of this site, a secure address, or a number to ring. */
const Address = z.string().regex(/^(\/[a-z0-9/._-]*(#[a-z-]+)?|https:\/\/[^\s"<>]+|tel:\d{3,12})$/, {
  error: 'Give a page of this site (/help), an address that begins https://, or tel: and figures',
})
export const Link = z.strictObject({ text: said(70), href: Address })
export type Link = z.output<typeof Link>

export const shows = ['places', 'publications', 'facts', 'decisions', 'you-said', 'challenge', 'commitment'] as const
export type Shows = (typeof shows)[number]

/** A question somebody comes with, and its answer. */
export const Part = z.strictObject({
  ask: said(80),
  answer,
  links: z.array(Link).max(4).default([]),
  /** What releases hold of this kind stands under the answer; `empty` is said while they hold nothing. */
  shows: z.strictObject({ what: z.enum(shows), empty: said(160) }).optional(),
})
export type Part = z.output<typeof Part>

export const audiences = [
  'young-people',
  'parents-and-carers',
  'community-groups',
  'boroughs-and-partners',
  'funders-and-press',
] as const
export type Audience = (typeof audiences)[number]

export const AudienceWords = z.strictObject({
  title: said(60),
  /** The name on its door, and what is behind it. */
  door: z.strictObject({ text: said(40), words: said(120) }),
  lead: said(240),
  /** Lines of the help page that stand at the top, by id. */
  help: z.array(z.string()).max(3).default([]),
  parts: z.array(Part).min(3).max(8),
})
export type AudienceWords = z.output<typeof AudienceWords>

export const FrontWords = z.strictObject({
  heading: said(40),
  lead: said(240),
  action: Link,
  second: Link,
  audiences: said(60),
  news: z.strictObject({ heading: said(60), empty: said(160) }),
  facts: z.strictObject({ heading: said(60), empty: said(160) }),
  about: Link.extend({ words: said(240) }),
})
export type FrontWords = z.output<typeof FrontWords>

export const AboutWords = z.strictObject({
  title: said(60),
  lead: said(240),
  parts: z.array(Part).max(6),
  /** What the strategy in force says, kind by kind; `only` where a list is better read in part. */
  strategy: z.array(
    z.strictObject({
      kind: z.string().regex(/^[a-z-]+$/),
      heading: said(80),
      look: z.enum(['lines', 'cards']),
      only: z.array(z.string()).optional(),
    }),
  ),
})
export type AboutWords = z.output<typeof AboutWords>

export interface PublicWords {
  front: FrontWords
  help: HelpWords
  about: AboutWords
  audiences: Record<Audience, AudienceWords>
}

/** All of a pack's public words; what is missing or misspelt stops the start, with the file and the field. */
export function readWords(pack: Pick<Pack, 'id'>): PublicWords {
  const read = <T>(name: string, schema: z.ZodType<T>) => readPackFile(pack.id, `public/${name}.json`, schema)
  const of = (audience: Audience) => read(audience, AudienceWords)
  const help = readHelp(pack)
  const words = {
    front: read('front', FrontWords),
    help,
    about: read('about', AboutWords),
    audiences: {
      'young-people': of('young-people'),
      'parents-and-carers': of('parents-and-carers'),
      'community-groups': of('community-groups'),
      'boroughs-and-partners': of('boroughs-and-partners'),
      'funders-and-press': of('funders-and-press'),
    },
  }
  for (const id of [...help.first, ...audiences.flatMap(each => words.audiences[each].help)]) lineOf(help, id)
  return words
}
