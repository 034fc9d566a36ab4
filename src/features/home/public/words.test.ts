import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readingOf } from '../../../lib/reading.ts'
import { packNames, readPackFile } from '../../../platform/pack.ts'
import { HelpWords, lineOf } from '../../finder/index.ts'
import { AudienceWords, audiences, Part, readWords } from './words.ts'

const packs = packNames()
const textOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : Array.isArray(value)
      ? value.flatMap(textOf)
      : typeof value === 'object' && value !== null
        ? Object.entries(value).flatMap(([key, each]) =>
            ['href', 'id', 'address', 'source', 'what'].includes(key) ? [] : textOf(each),
          )
        : []
// Each stands by itself on the page, so each ends like a sentence.
const prose = (value: unknown) =>
  textOf(value)
    .map(text => (/[.?!]$/.test(text) ? text : `${text}.`))
    .join('\n')

describe.each(packs)('the public words of %s', pack => {
  const words = readWords({ id: pack })

  test.each([
    ['front page', words.front],
    ['young people', words.audiences['young-people']],
    ['parents and carers', words.audiences['parents-and-carers']],
    ['help', words.help],
  ])('%s: a reader of 9 to 11 can read it', (_name, page) => {
    const { age } = readingOf(prose(page))
    expect(age).toBeGreaterThan(5)
    expect(age).toBeLessThanOrEqual(11)
  })

  test('speak of no risk, no offenders and no enforcement to young people and parents', () => {
    for (const id of ['young-people', 'parents-and-carers'] as const)
      expect(prose(words.audiences[id])).not.toMatch(
        /at risk|offend|gang|knife|knives|weapon|victim|intervention|services?\b/i,
      )
  })

  test('say what is missing in one sentence, never with “coming soon” or “click here”', () => {
    for (const id of audiences) {
      expect(prose(words.audiences[id])).not.toMatch(/coming soon|click here|under construction/i)
      for (const { answer } of words.audiences[id].parts)
        expect(answer.join(' ').match(/[^.!?]*\byet\b[^.!?]*[.!?]/g)?.length ?? 0).toBeLessThanOrEqual(1)
    }
  })

  test('lead young people and parents to 999 and Childline first', () => {
    for (const id of ['young-people', 'parents-and-carers'] as const) {
      const rung = words.audiences[id].help.map(line => lineOf(words.help, line).phone)
      expect(rung).toEqual(expect.arrayContaining(['999', '0800 1111']))
    }
  })
})

test('London’s help page has every charity of its strategy, with the address and number the strategy gives', () => {
  const Links = z.object({
    supportLinks: z.array(
      z.object({
        id: z.string(),
        url: z.string(),
        phone: z.string().optional(),
        source: z.object({ lines: z.array(z.number()) }),
      }),
    ),
  })
  const { supportLinks } = readPackFile('london', 'framework/london-2025.json', Links)
  const { help } = readWords({ id: 'london' })
  expect(supportLinks).toHaveLength(11)
  for (const { id, url, phone, source } of supportLinks) {
    const line = lineOf(help, id)
    expect(line).toMatchObject({ address: url, ...(phone && { phone }) })
    expect(line.source).toContain(`line ${source.lines[0]}`)
  }
})

describe('words that cannot be used are refused with what to do', () => {
  const part = { ask: 'What?', answer: ['This.'], links: [] }
  test.each([
    [
      'a script as an address',
      { ...part, links: [{ text: 'x', href: 'javascript:alert(1)' }] },
      'Give a page of this site',
    ],
    [
      'an address that is not secure',
      { ...part, links: [{ text: 'x', href: 'http://x.example' }] },
      'Give a page of this site',
    ],
    ['a wall of text', { ...part, answer: ['word '.repeat(60)] }, 'Use 240 characters or fewer'],
    ['nothing said', { ...part, answer: [' '] }, 'Write something'],
    ['a figure typed by hand for what is released', { ...part, shows: { what: 'figures', empty: 'x' } }, 'places'],
  ])('%s', (_name, given, says) => {
    expect(JSON.stringify(Part.safeParse(given).error?.issues)).toContain(says)
  })

  test('a misspelt field, a line that is not there', () => {
    const young = readPackFile('demo', 'public/young-people.json', AudienceWords)
    expect(AudienceWords.safeParse({ ...young, hepl: [] }).success).toBe(false)
    expect(() => lineOf(readPackFile('demo', 'public/help.json', HelpWords), 'nobody')).toThrow(
      'which help.json does not have',
    )
  })
})
