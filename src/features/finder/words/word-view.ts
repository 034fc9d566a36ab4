// The page of one word: what it stands for, why, what a question finds with it, and what may be decided.
import { dayWords } from '../../../lib/dates.ts'
import { typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Word } from './queries.ts'
import { isOwn, mayUndo, mustAsk, targetName } from './rules.ts'
import type { Found } from './trial.ts'
import { isAsked, path, stateOf, stateWords, type Typing } from './views.ts'

interface WordPage extends Wrong {
  title: string
  said: string
  state: string
  facts: { term: string; text: string }[]
  why: string
  may: { approve: boolean; withdraw: boolean; ask: boolean; undo: boolean; keep: boolean }
  isDanger: boolean
  question: string
  trial: { title: string; found: Found; help: string }[]
  href: string
  version: number
  note: string
}
const wordPage = page<WordPage>('finder/words/pages/word.njk')

interface Shown {
  word: Word
  email: string
  why: string
  question: string
  found: { now: Found; besides: Found } | undefined
  /** Names of help lines by id. */
  lines: ReadonlyMap<string, string>
  said: string
  typed?: Typing
}

export function showWord({ word, email, why, question, found, lines, said, typed }: Shown) {
  const waits = word.state === 'proposed'
  const own = isOwn(email, word.proposedBy)
  const side = (title: string, one: Found) => ({
    ...{ title, found: one },
    help: one.help.map(id => lines.get(id) ?? id).join(', '),
  })
  return wordPage({
    title: `“${word.phrase}” for ${targetName(word).toLowerCase()}`,
    said,
    state: stateOf(word),
    facts: factsOf(word),
    why: waits && own ? 'You proposed it, so a second person must approve it.' : why,
    may: {
      approve: waits && !own && why === '',
      withdraw: waits && own,
      ask: word.state === 'approved' && mustAsk(word),
      undo: word.state === 'approved' && mayUndo(email, word),
      keep: isAsked(word),
    },
    isDanger: word.list === 'crisis',
    question,
    trial: found
      ? [side('Now', found.now), side(waits ? 'With this word' : 'With this word in force', found.besides)]
      : [],
    href: `${path}/${word.id}`,
    version: word.version,
    note: typedText(typed?.values ?? {}, 'note'),
    ...wrong(typed?.errors),
  })
}

const factsOf = (word: Word) =>
  [
    { term: 'List', text: { activity: 'Things to do', theme: 'Get help', crisis: 'Words of danger' }[word.list] },
    { term: 'Stands for', text: targetName(word) },
    { term: 'Why', text: word.reason },
    { term: 'Proposed', text: `${dayWords(word.proposedOn)}, ${word.proposedBy}` },
    {
      term: 'Decided',
      text: word.decidedOn
        ? `${stateWords[word.state === 'undone' ? 'approved' : word.state]}, ${dayWords(word.decidedOn)}, ${word.decidedBy}`
        : '',
    },
    { term: 'Undo asked for', text: word.undoOn ? `${dayWords(word.undoOn)}, ${word.undoBy}: ${word.undoWhy}` : '' },
    { term: 'Undone', text: word.endedOn ? `${dayWords(word.endedOn)}, ${word.endedBy}` : '' },
    { term: 'What was said', text: word.note },
  ].filter(fact => fact.text !== '')
