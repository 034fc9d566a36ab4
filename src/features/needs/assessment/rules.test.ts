import { describe, expect, test } from 'vitest'
import { cellOf } from '../analyses/cells.ts'
import { compareSentences, differences } from './difference.ts'
import { changedFigures, doubtsOf, holds, markedHtml, oldValues, sentencesInDoubt } from './doubt.ts'
import { addBlock, addChapter, factorsOf, lensOf, move, putBack, remove, silentIn, stepsOf, through } from './rules.ts'
import { type Document, Drawn, Said } from './schemas.ts'
import { sentencesOf } from './sentences.ts'
import { begin } from './template.ts'

const text = (id: string, words: string) => Said.parse({ id, kind: 'text', words })
const figure = (label: string, value: string) => ({ label, value, period: '2026' })
const view = (id: string, value: string) =>
  Said.parse({ id, kind: 'view', view: 'totals', asked: {}, title: 'Totals', figures: [figure('Violence', value)] })
const finding = (id: string, more: object) =>
  Said.parse({ id, kind: 'finding', finding: Number(id.slice(1)), title: 'F', ...more })
const levels = [
  { code: 'child', label: 'The child' },
  { code: 'peers', label: 'Peers' },
]
const drawn = (...chapters: Said[][]): Drawn =>
  Drawn.parse({
    levels,
    chapters: chapters.map((blocks, k) => ({ id: `c${k + 1}`, title: `Chapter ${k + 1}`, blocks })),
  })

describe('a new assessment', () => {
  const document = begin('X12000001', name => (name === 'totals' ? 'own' : undefined))
  test('opens with the totals, and says that domestic abuse is among them', () => {
    const [first] = document.chapters
    expect(first?.blocks).toEqual([
      { id: 'b2', kind: 'view', view: 'totals', asked: { place: 'X12000001' }, level: null },
    ])
    expect(first?.asks).toContain('Domestic abuse is part of it, never an appendix')
  })
  test('leaves out what has nothing to say', () => {
    expect(document.chapters.flatMap(({ blocks }) => blocks).map(({ kind }) => kind)).toEqual([
      'view',
      'factors',
      'silent',
    ])
  })
  test('never loses the totals, alone or with their chapter', () => {
    expect(() => remove(document, 'b2')).toThrow('The totals stay')
    expect(() => remove(document, 'c1')).toThrow('The totals stay')
    expect(remove(document, 'c3').chapters).toHaveLength(document.chapters.length - 1)
  })
})

describe('moving', () => {
  const written = (document: Document) =>
    document.chapters.map(({ id, blocks }) => `${id}:${blocks.map(block => block.id).join()}`)
  const add = (document: Document, chapter: string) =>
    addBlock(document, chapter, { kind: 'text', text: 'A', level: null })
  const two = add(add(addChapter(addChapter({ next: 1, chapters: [] }, 'One'), 'Two'), 'c1'), 'c1')
  test('a part goes past the end of its chapter into the next, and back', () => {
    expect(written(two)).toEqual(['c1:b3,b4', 'c2:'])
    const down = move(two, 'b4', 'down')
    expect(written(down)).toEqual(['c1:b3', 'c2:b4'])
    expect(written(move(down, 'b4', 'up'))).toEqual(['c1:b3,b4', 'c2:'])
  })
  test('at the very end nothing moves', () => {
    expect(move(two, 'b3', 'up')).toEqual(two)
    expect(move(two, 'c2', 'down')).toEqual(two)
  })
  test('a chapter takes its parts along', () => expect(written(move(two, 'c1', 'down'))).toEqual(['c2:', 'c1:b3,b4']))
})

describe('the lens of contextual levels', () => {
  const all = drawn(
    [finding('b1', { level: 'child', factor: 'risk', strength: 'weak', words: 'A' })],
    [text('b2', 'Words')],
  )
  test('says which levels are silent, in a chapter and as a whole', () => {
    expect(silentIn(all, all.chapters).map(({ code }) => code)).toEqual(['peers'])
    expect(lensOf(all).map(({ counts }) => counts)).toEqual([
      [1, 0],
      [0, 0],
    ])
  })
  test('shows only what is about the level', () => {
    expect(through(all, 'child').chapters.map(({ id }) => id)).toEqual(['c1'])
    expect(through(all, 'peers').chapters).toEqual([])
  })
  test('what cannot be shown does not speak', () => {
    const hidden = drawn([finding('b1', { level: 'child', missing: 'Not open to you' })])
    expect(silentIn(hidden, hidden.chapters)).toHaveLength(2)
  })
  test('risk factors stand by the strength of their evidence, each once', () => {
    const risk = (id: string, strength: string) => finding(id, { factor: 'risk', strength, words: strength })
    const some = drawn([risk('b1', 'weak'), risk('b2', 'strong')], [risk('b2', 'strong')])
    expect(factorsOf(some, 'risk').map(({ words }) => words)).toEqual(['strong', 'weak'])
    expect(factorsOf(some, 'protective')).toEqual([])
  })
})

describe('a sentence holds a figure', () => {
  test.each([
    ['There were 288 offences.', '288 offences', true],
    ['There were 1,288 offences.', '288 offences', false],
    ['They held 52.5% of it.', '52.5 %', true],
    ['They held 52.5 per cent of it.', '52.5 %', true],
    ['They held 152.5 % of it.', '52.5 %', false],
    ['In the 12 months to June.', '12 offences', false],
    ['There were 12 offences.', '12 offences', true],
    ['In 2018 it fell.', '2018 offences', false],
    ['A total of 24,310 was counted.', '24,310 offences', true],
    ['A total of 24310 was counted.', '24,310 offences', true],
    ['A rate of 0.97.', '0.97 per 100,000', true],
    ['It is hidden.', 'hidden', false],
    ['In the 12 months to June.', '12', false],
    ['A count of 288.', '288', true],
  ])('%s %s', (sentence, value, expected) => expect(holds(sentence, value)).toBe(expected))
})

describe('sentences', () => {
  test('are found in paragraphs, lists and tables, decimals kept whole', () =>
    expect(sentencesOf('## Head\nIt is 0.97 now. It was 1.2.\n\n- One. Two!\n\n| A | 5.2 % |\n|---|---|')).toEqual([
      'Head',
      'It is 0.97 now.',
      'It was 1.2.',
      'One.',
      'Two!',
      'A',
      '5.2 %',
    ]))
  test('are not torn from an emphasis that holds two', () =>
    expect(sentencesOf('**It is 5. It was 4.** So.')).toEqual(['**It is 5. It was 4.** So.']))
  test('in doubt are marked with words, and nothing else is', () => {
    const html = markedHtml('There were **288** offences. That is <b>all</b>.', ['288 offences'])
    expect(html).toContain(
      '<mark class="up-doubt">There were <strong>288</strong> offences.<span class="govuk-visually-hidden"> (this sentence may now be wrong)</span></mark> That is',
    )
    expect(html).not.toContain('<b>')
    expect(markedHtml('Nothing here.', ['288 offences'])).toBe('<p>Nothing here.</p>')
  })
  test('a heading of a text comes under its chapter', () =>
    expect(markedHtml('# Big', [])).toContain('<h3 id="big">Big</h3>'))
})

describe('when the data change', () => {
  const then = drawn([view('b1', '288 offences'), text('b2', 'There were 288 offences. Elsewhere none.')])
  const none = { revised: new Map(), dropped: new Set<number>() }
  test('a view that says the same leaves no doubt', () =>
    expect(doubtsOf(then, { ...none, views: new Map([['b1', view('b1', '288 offences')]]) })).toEqual([]))
  test('a view that says otherwise is named, with what was and is, and the sentence with it', () => {
    const doubts = doubtsOf(then, { ...none, views: new Map([['b1', view('b1', '291 offences')]]) })
    expect(doubts).toMatchObject([
      { block: 'b1', figures: [{ label: 'Violence', was: '288 offences', is: '291 offences' }] },
    ])
    expect(sentencesInDoubt(then, oldValues(doubts))).toEqual([
      { block: 'b2', sentences: ['There were 288 offences.'] },
    ])
  })
  test('a revised finding, and a dropped one, are named', () => {
    const some = drawn([finding('b7', {}), finding('b8', { figures: [figure('Count', '9 offences')] })])
    const revised = new Map([[7, { stands: false, figures: [{ label: 'Count', was: '5 offences', is: '' }] }]])
    const doubts = doubtsOf(some, { views: new Map(), revised, dropped: new Set([8]) })
    expect(doubts.map(({ why }) => why)).toEqual([
      'The figures behind this finding have changed since it was made.',
      'The finding was dropped.',
    ])
    expect(oldValues(doubts)).toEqual(['5 offences', '9 offences'])
  })
  test('figures that are gone or new are changes too', () =>
    expect(changedFigures([figure('A', '1')], [figure('B', '2')])).toEqual([
      { label: 'A', was: '1', is: '' },
      { label: 'B', was: '', is: '2' },
    ]))
})

describe('the difference of two states', () => {
  test('by sentence: what is common stays', () =>
    expect(
      compareSentences(['A.', 'B.', 'C.'], ['A.', 'X.', 'C.', 'D.']).map(({ is, text }) => `${is} ${text}`),
    ).toEqual(['same A.', 'removed B.', 'added X.', 'same C.', 'added D.']))
  test('by part: added, taken out, changed and moved', () => {
    const before = drawn([text('b1', 'A.'), text('b2', 'Old.'), view('b3', '1 offence')], [text('b4', 'Same.')])
    const after = drawn([text('b2', 'New.'), view('b3', '2 offences'), text('b4', 'Same.'), text('b5', 'More.')], [])
    expect(differences(before, after).map(({ id, what }) => `${id} ${what}`)).toEqual([
      'b2 changed',
      'b3 changed',
      'b4 moved',
      'b5 added',
      'b1 removed',
    ])
  })
  test('nothing where nothing changed', () =>
    expect(differences(drawn([text('b1', 'A.')]), drawn([text('b1', 'A.')]))).toEqual([]))
})

describe('undo and do again', () => {
  const states = (...deeds: string[]) => deeds.map((deed, i) => ({ version: i + 1, deed }))
  test('step back through all that was done, and forth again', () => {
    expect(stepsOf(states('Began it'))).toEqual({})
    const two = states('Began it', 'A', 'B')
    expect(stepsOf(two)).toEqual({ undo: { to: 2, deed: 'B' } })
    const once = [...two, { version: 4, deed: putBack(2) }]
    expect(stepsOf(once)).toEqual({ undo: { to: 1, deed: 'A' }, redo: { to: 3, deed: 'B' } })
    const twice = [...once, { version: 5, deed: putBack(1) }]
    expect(stepsOf(twice)).toEqual({ redo: { to: 2, deed: 'A' } })
    expect(stepsOf([...twice, { version: 6, deed: putBack(2) }])).toEqual(stepsOf(once))
  })
  test('what is written after an undo leaves nothing to do again', () => {
    const written = states('Began it', 'A', putBack(1), 'C')
    expect(stepsOf(written)).toEqual({ undo: { to: 1, deed: 'C' } })
  })
  test('a state put back from the history is a change like any other', () => {
    expect(stepsOf(states('Began it', 'A', 'B', putBack(1)))).toEqual({ undo: { to: 3, deed: putBack(1) } })
  })
})

test('a cell that is a number, a share, a month or a day is one in a spreadsheet', () => {
  const cells = ['1,234', '52.5%', '−3.2', 'October 2026', '3 March 2026', 'under 5', '2.4 times', '12 of 24', '']
  expect(cells.map(cellOf)).toEqual([
    { number: 1234, text: '1,234' },
    { share: 0.525, text: '52.5%' },
    { number: -3.2, text: '−3.2' },
    { day: '2026-10-01', text: 'October 2026' },
    { day: '2026-03-03', text: '3 March 2026' },
    ...cells.slice(5),
  ])
})
