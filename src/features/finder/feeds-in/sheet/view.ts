import type { Day } from '../../../../lib/dates.ts'
import { plural } from '../../../../lib/words.ts'
import { type FieldError, type Wrong as Wrongs, wrong } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import { page } from '../../../../platform/view.ts'
import { missingBeforeApproval } from '../../care/safeguarding.ts'
import { type Filled, filled } from '../../entries/form/frame.ts'
import { type Chosen, type Whose, whoseFields } from '../../entries/form/new.ts'
import { shownBody } from '../../entries/office/frame.ts'
import { type Difference, differences, kindNames, stateNames } from '../../entries/words.ts'
import { columns, headingOf, meaningOf } from './columns.ts'
import type { Plan, Step } from './plan.ts'
import type { Wrong } from './read.ts'

interface Row {
  name: string
  kind: string
  lines: string
  what: Step['what']
  words: string
  stays: string
  /** What must be said before it can be public. */
  later: string[]
  changes: Difference[]
}

interface Preview {
  rows: Row[]
  counts: string
  button: string
  hidden: { name: string; value: string }[]
  text: string
}

const spreadsheetPage = page<
  Wrongs & {
    title: string
    lead: string
    said: string
    fields: Filled[]
    /** Whose entries somebody may take down: their own, or one they choose. */
    own: boolean
    choose: { value: string; text: string }[]
    wrongs: { where: string; text: string }[]
    file: string
    more: number
    columns: { heading: string; meaning: string }[]
    notes: string[]
    preview: Preview | null
    breadcrumbs: { text: string; href: string }[]
  }
>('finder/feeds-in/pages/spreadsheet.njk')

export interface Shown {
  actor: Actor
  today: Day
  whose: Whose
  mayCreate: boolean
  chosen?: Chosen | undefined
  errors?: FieldError[] | undefined
  said?: string | undefined
  notes?: readonly string[] | undefined
  /** `file`: what it is called, where it was just sent. */
  found?: { plan: Plan; text: string; file?: string } | undefined
}

/** The form; or, where a file was sent that can be kept, what it would do. */
export function spreadsheet({ actor, today, whose, mayCreate, chosen, errors, said, notes, found }: Shown) {
  const wrongs = found?.plan.wrongs ?? []
  const preview = found && chosen && wrongs.length === 0 ? previewOf(actor, today, found, chosen) : null
  return spreadsheetPage({
    title: titleOf(preview !== null, wrongs.length > 0),
    lead: preview
      ? 'Nothing is kept yet. What you send waits for a second person, like any other change.'
      : 'Fill in one line for each entry. You see what would change before anything is kept.',
    said: said ?? '',
    fields: filled(fieldsFor(whose, mayCreate), { typed: chosen ?? {} }, errors),
    own: whose.own !== undefined,
    choose: whose.organisations.map(({ key, name }) => ({ value: key, text: name })),
    wrongs: wrongs.slice(0, mostShown).map(each => ({ where: placeOf(each), text: each.text })),
    file: found?.file ? `“${found.file}”` : 'the file',
    more: Math.max(0, wrongs.length - mostShown),
    columns: columns.map(each => ({ heading: each.heading, meaning: meaningOf(each) })),
    notes: [...(notes ?? []), ...exampleNote(found?.plan.examples ?? 0)],
    preview,
    breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
    ...wrong(errors),
  })
}

const titleOf = (isPreview: boolean, isWrong: boolean): string =>
  isPreview
    ? 'Check what the file would do'
    : isWrong
      ? 'Put the file right and send it again'
      : 'Send entries from a spreadsheet'

const mostShown = 200
const exampleNote = (examples: number): string[] => (examples > 0 ? ['The line with the example was left out.'] : [])

// Whoever may not add an entry has no use for a new organisation or a borough.
const fieldsFor = (whose: Whose, mayCreate: boolean) =>
  whoseFields(whose).filter(({ name }) => mayCreate || name === 'organisation')

const placeOf = ({ line, column }: Wrong): string =>
  [line === 0 ? 'The file' : `Line ${line}`, column && headingOf(column)].filter(Boolean).join(', ')

function previewOf(actor: Actor, today: Day, { plan, text }: { plan: Plan; text: string }, chosen: Chosen): Preview {
  const count = (what: Step['what']) => plan.steps.filter(step => step.what === what).length
  const sent = count('new') + count('changed')
  return {
    rows: plan.steps.map(step => rowOf(actor, today, step)),
    counts: `${count('new')} new, ${count('changed')} changed, ${count('same')} as they are`,
    button: sent > 0 ? `Send ${plural(sent, 'entry', 'entries')}` : '',
    hidden: Object.entries({ ...chosen, seen: plan.seen }).map(([name, value]) => ({ name, value })),
    text,
  }
}

const whatWords = { new: 'New', changed: 'Changed', same: 'As it is: nothing is sent' }

function rowOf(actor: Actor, today: Day, { what, lines, kind, body, before }: Step): Row {
  const shown = (of: typeof body) => (before ? shownBody(actor, before, of) : of)
  const isOff = before?.state === 'hidden' || before?.state === 'closed'
  return {
    name: body.name,
    kind: kindNames[kind],
    lines: lines.join(', '),
    what,
    words: whatWords[what],
    stays: isOff && what === 'changed' ? `${stateNames[before.state]}, and stays so when it is approved.` : '',
    later: what === 'same' ? [] : missingBeforeApproval(body, kind, today).map(({ text }) => text),
    changes: what === 'same' ? [] : differences(before && shown(before.body), shown(body)),
  }
}
