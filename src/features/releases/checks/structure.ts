// Can everybody read the page? The structure of what will be printed: headings, tables, pictures, links (WCAG 2.2: 1.1.1, 1.3.1, 2.4.4, 2.4.6). Pure.
import { type Check, pass } from './check.ts'

const wordsIn = (html: string): string => html.replace(/<[^>]*>/g, '').trim()
const all = (html: string, shape: RegExp): string[] => [...html.matchAll(shape)].map(([found]) => found)

/** What is wrong with the structure, in words; the page's own title stands above it as the first heading. */
export function faultsOf(html: string): string[] {
  return [...headingFaults(html), ...tableFaults(html), ...pictureFaults(html), ...linkFaults(html)]
}

function headingFaults(html: string): string[] {
  let before = 1
  return [...html.matchAll(/<h([1-6])\b[^>]*>([\s\S]*?)<\/h\1>/g)].flatMap(([, level = '1', inside = '']) => {
    const [depth, words] = [Number(level), wordsIn(inside)]
    const skips = depth > before + 1
    before = depth
    if (words === '') return ['a heading is empty']
    return skips ? [`the heading “${words}” skips a level`] : []
  })
}

const tableFaults = (html: string): string[] =>
  all(html, /<table\b[\s\S]*?<\/table>/g).flatMap(table => {
    const caption = wordsIn(/<caption\b[^>]*>([\s\S]*?)<\/caption>/.exec(table)?.[1] ?? '')
    const heads = all(table, /<th\b[\s\S]*?<\/th>/g)
    const isOfFigures = /^<table\b[^>]*role="table"/.test(table)
    const name = caption === '' ? '' : ` “${caption}”`
    return [
      ...(isOfFigures && caption === '' ? ['a table has no caption'] : []),
      ...(heads.length === 0 || heads.some(head => wordsIn(head) === '')
        ? [`the table${name} has a column or row without a heading`]
        : []),
    ]
  })

const pictureFaults = (html: string): string[] =>
  all(html, /<figure\b[^>]*>/g)
    .filter(figure => !/\baria-label(ledby)?="[^"]+"/.test(figure))
    .map(() => 'a picture is not described in words')

const linkFaults = (html: string): string[] =>
  all(html, /<a\b[\s\S]*?<\/a>/g)
    .filter(link => wordsIn(link) === '')
    .map(() => 'a link has no words')

export function structure(html: string): Check {
  const [id, title] = ['structure', 'Read by everybody']
  const found = [...new Set(faultsOf(html))]
  if (found.length === 0)
    return pass(
      id,
      title,
      'Headings follow one another, tables have captions and headings, pictures and links have words.',
    )
  return {
    id,
    title,
    result: 'fail',
    text: `On the page ${found.slice(0, 4).join('; ')}.`,
    remedy: 'Put it right where the item is kept, then prepare it again. Screen readers depend on it.',
  }
}
