import { dayWords } from '../../../lib/dates.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import {
  defineList,
  type List,
  type ListSpec,
  listView,
  type Query,
  type Found as Sought,
} from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { activities, themes } from '../activities.ts'
import { dangerTopics } from '../search/crisis.ts'
import { shipped } from '../search/vocabulary.ts'
import type { Word } from './queries.ts'
import { targetName, targets, topicName } from './rules.ts'

export const path = '/opportunities/words'

export interface Row {
  key: string
  name: string
  kind: string
  words: string[]
  added: string[]
}

/** Every activity and theme with what people call it: as shipped, and as added here. */
export function rowsOf(words: readonly Word[]): Row[] {
  const known = [...shipped]
  const added = (list: string, id: string) =>
    words.filter(one => one.state === 'approved' && one.list === list && one.target === id).map(one => one.phrase)
  const phrases = (holds: (meaning: { activities: readonly string[]; themes: readonly string[] }) => boolean) =>
    known.filter(([, meaning]) => holds(meaning)).map(([phrase]) => phrase)
  return [
    ...activities.map(({ id, label }) => ({
      ...{ key: `activity/${id}`, name: label, kind: 'Things to do', added: added('activity', id) },
      words: phrases(meaning => meaning.activities.includes(id)),
    })),
    ...themes.map(({ id, label }) => ({
      ...{ key: `theme/${id}`, name: label, kind: 'Get help', added: added('theme', id) },
      words: phrases(meaning => meaning.themes.includes(id)),
    })),
  ]
}

export const wordsList: ListSpec<Row> = defineList<Row>({
  path,
  noun: ['thing', 'things'],
  caption: 'Things to do and kinds of help, with what people call them',
  columns: [
    { key: 'name', title: 'What', head: true, sortable: true, value: row => row.name },
    { key: 'kind', title: 'List', sortable: true, value: row => row.kind },
    { key: 'words', title: 'Words it is found by', short: 'Words', value: row => row.words.join(', ') },
    { key: 'added', title: 'Added here', sortable: true, value: row => row.added.join(', ') || 'None' },
  ],
  filters: [
    {
      ...{ key: 'word', title: 'A word', kind: 'search' as const },
      match: (row, [word = '']) => [row.name, ...row.words, ...row.added].some(one => holds(one, word)),
    },
    {
      ...{ key: 'kind', title: 'List', kind: 'choice' as const, any: 'Both lists' },
      match: (row, values) => values.includes(row.kind),
      options: ['Things to do', 'Get help'].map(kind => ({ value: kind, text: kind })),
    },
  ],
  sort: { key: 'name', dir: 'asc' },
  empty: { title: 'No such word.', text: 'The finder does not know it: propose it below.' },
})

const holds = (text: string, word: string) => text.toLowerCase().includes(word.trim().toLowerCase())

interface Line {
  phrase: string
  means: string
  href: string
  words: string
}
export const stateWords: Record<Word['state'], string> = {
  proposed: 'Waits for a second person',
  approved: 'In force',
  refused: 'Refused',
  withdrawn: 'Taken back',
  undone: 'Undone',
}
export const isAsked = ({ state, undoBy }: Word): boolean => state === 'approved' && undoBy !== null

export const stateOf = (word: Word): string =>
  isAsked(word)
    ? `In force; somebody asks to undo it, ${dayWords(word.undoOn ?? word.proposedOn)}`
    : `${stateWords[word.state]}, ${dayWords(word.endedOn ?? word.decidedOn ?? word.proposedOn)}`

const waits = (word: Word): boolean => word.state === 'proposed' || isAsked(word)

const lineOf = (word: Word): Line => ({
  phrase: word.phrase,
  means: targetName(word),
  href: `${path}/${word.id}`,
  words: stateOf(word),
})

interface WordsPage extends Wrong {
  title: string
  said: string
  list: List
  waiting: Line[]
  past: Line[]
  danger: { name: string; phrases: string[]; added: string[] }[]
  groups: { group: string; items: { value: string; text: string; selected: boolean }[] }[]
  values: { phrase: string; reason: string }
}
const wordsPage = page<WordsPage>('finder/words/pages/words.njk')

export interface Typing {
  values: Record<string, unknown>
  errors: FieldError[]
}

export function showWords(
  words: readonly Word[],
  { query, found }: { query: Query; found: Sought<Row> },
  said: string,
  { values, errors }: Typing = { values: {}, errors: [] },
) {
  const chosen = typedText(values, 'target')
  return wordsPage({
    title: 'What the finder understands',
    said,
    list: listView(wordsList, query, found),
    waiting: words.filter(waits).map(lineOf),
    past: words.filter(word => !waits(word)).map(lineOf),
    danger: dangerTopics.map(({ id, phrases }) => ({
      ...{ name: topicName(id), phrases: phrases.map(plainly) },
      added: words
        .filter(one => one.state === 'approved' && one.list === 'crisis' && one.target === id)
        .map(one => one.phrase),
    })),
    groups: targets.map(({ group, items }) => ({
      group,
      items: items.map(item => ({ ...item, selected: item.value === chosen })),
    })),
    values: { phrase: typedText(values, 'phrase'), reason: typedText(values, 'reason') },
    ...wrong(errors),
  })
}

// The signs of the file in words people read: a set has a name, a star is "up to three other words".
const plainly = (phrase: string): string =>
  phrase
    .replace(/\|/g, ' or ')
    .replace(/\$(\w+)/g, '[$1]')
    .replace(/\*/g, '…')
