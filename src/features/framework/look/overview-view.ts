import { plural } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import { leadOf, recordsWords } from '../words.ts'
import type { Tagged } from './around.ts'
import { childrenOf, hrefOf, type Look, ofKind } from './look.ts'
import { type State, stateOf, states, stateWords, taggedWith } from './rules.ts'

interface Door {
  text: string
  href: string
  words: string
}
interface Line {
  text: string
  href: string
  cells: string[]
}
interface Overview {
  title: string
  invented: boolean
  mission: string[]
  vision: string[]
  goals: Door[]
  areas: Line[]
  strip: { term: string; value: number; unit: string; href: string }[]
  objectives: Line[]
  stages: Line[]
  levels: Line[]
  principles: Line[]
  doors: Door[]
}

export const overviewPage = page<Overview>('framework/pages/overview.njk')
export const emptyPage = page<{ title: string; city: string }>('framework/pages/empty.njk')

const labels = (look: Look, kind: string) => ofKind(look, kind).map(node => node.label)

/** The framework on one page: what it is for, its parts with what hangs on each, and the ways on. */
export function showOverview(look: Look, records: readonly Tagged[], waiting: number) {
  const tagged = (code: string) => recordsWords(taggedWith(records, [code]).length)
  const lines = (kind: string, cells: (code: string) => string[]): Line[] =>
    ofKind(look, kind).map(({ code, label }) => ({ text: label, href: hrefOf(code), cells: cells(code) }))
  const under = (code: string, kind: string) => String(childrenOf(look, code, kind).length)
  return overviewPage({
    title: look.version.title,
    invented: look.version.invented,
    mission: labels(look, 'mission'),
    vision: labels(look, 'vision'),
    goals: goalDoors(look),
    areas: lines('area', code => [
      under(code, 'intervention'),
      under(code, 'outcome'),
      under(code, 'policy'),
      tagged(code),
    ]),
    strip: stripOf(look, records),
    objectives: lines('objective', code => [aimsWords(look, records, code)]),
    stages: lines('stage', code => [tagged(code)]),
    levels: lines('level', code => [tagged(code)]),
    principles: lines('principle', code => [plural(childrenOf(look, code).length, 'commitment')]),
    doors: doorsOf(look, waiting),
  })
}

function goalDoors(look: Look): Door[] {
  return ofKind(look, 'goal').map(goal => {
    const outcomes = look.goals.filter(each => each.value === goal.code).length
    const measures = look.measures.filter(each => each.code === goal.code).length
    return {
      text: goal.label,
      href: hrefOf(goal.code),
      words: `${leadOf(goal)}${leadOf(goal) ? '. ' : ''}${measures ? plural(measures, 'measure') : 'No measure yet'}; ${
        outcomes ? plural(outcomes, 'outcome') : 'no outcome named for it yet'
      }.`,
    }
  })
}

const statesOf = (look: Look, records: readonly Tagged[], parent?: string): State[] =>
  ofKind(look, 'aim')
    .filter(aim => parent === undefined || aim.parent === parent)
    .map(aim => stateOf(taggedWith(records, [aim.code])))

const stripOf = (look: Look, records: readonly Tagged[]) => {
  const found = statesOf(look, records)
  return states.map(state => ({
    term: stateWords[state],
    value: found.filter(each => each === state).length,
    unit: `of ${found.length}`,
    href: `/framework/aims?state=${encodeURIComponent(state)}`,
  }))
}

function aimsWords(look: Look, records: readonly Tagged[], objective: string): string {
  const found = statesOf(look, records, objective)
  if (found.length === 0) return 'The document lists no aim'
  return `${plural(found.length, 'aim')}, ${found.filter(state => state === 'live').length} live`
}

function doorsOf(look: Look, waiting: number): Door[] {
  const open = look.questions.filter(question => question.value === null).length
  const door = (text: string, page: string, words: string): Door => ({ text, href: `/framework/${page}`, words })
  return [
    door(
      'The whole theory of change',
      'drawing',
      'What is done, where it belongs, what should change and what it is for, on one sheet.',
    ),
    door('Gaps', 'gaps', 'Aims with nothing live, outcomes nobody measures, questions nobody has decided.'),
    door('Balance', 'balance', 'How much comes before harm and how much after, and at which stage of a child’s life.'),
    door(
      'Left open',
      'questions',
      open === 0
        ? 'Every question the documents leave open has been decided.'
        : `${plural(open, 'question')} the documents leave open, for a person to decide.`,
    ),
    door('What the unit is for', 'about', 'Belief, mission, vision and values: the words now, and the words before.'),
    door(
      'Statistics as stated then',
      'statistics',
      `${plural(ofKind(look, 'statistic').length, 'figure')} with period, place and publisher.`,
    ),
    door('Every item', 'items', `${plural(look.nodes.length, 'item')}, each with the place it comes from.`),
    door('Versions', 'versions', 'What replaced what, and which words held when.'),
    ...(waiting > 0 ? [door('Waiting for a decision', 'proposals', `${plural(waiting, 'proposed change')}.`)] : []),
  ]
}
