// What may be added to the finder's lists of words, and by whom it is decided. Pure.
import type { FieldError } from '../../../platform/form.ts'
import { type Activity, activities, activityOf, themeOf, themes } from '../activities.ts'
import type { Added, Lists } from '../search/added.ts'
import { crisisOf, dangerTopics, saysDanger, weaponWords, wordsOf } from '../search/crisis.ts'
import { longestPhrase, meaningOf, plain, shipped, stopWords, worryWords } from '../search/vocabulary.ts'

/** What the lists of danger are called where people read them. */
export const topicNames: Readonly<Record<string, string>> = {
  'harming-oneself': 'Harming oneself',
  'hurt-by-somebody-close': 'Hurt by somebody close',
  'sexual-harm': 'Sexual harm',
  violence: 'Violence',
  'used-by-others': 'Used by others',
  'away-from-home': 'Away from home',
  hungry: 'Hungry',
  'cannot-go-on-alone': 'Cannot go on alone',
}
export const topicName = (id: string): string => topicNames[id] ?? id.replaceAll('-', ' ')

export const targetName = ({ list, target }: Pick<Added, 'list' | 'target'>): string =>
  list === 'crisis'
    ? topicName(target)
    : ((list === 'activity' ? activityOf(target) : themeOf(target))?.label ?? target)

const options = (list: Added['list'], all: readonly Pick<Activity, 'id' | 'label'>[]) =>
  all
    .map(({ id, label }) => ({ value: `${list}/${id}`, text: label }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))

/** What a word can be added to, in the groups of the form. */
export const targets = [
  { group: 'Things to do', items: options('activity', activities) },
  { group: 'Get help', items: options('theme', themes) },
  {
    group: 'Words of danger: help stands first',
    items: options(
      'crisis',
      dangerTopics.map(({ id }) => ({ id, label: topicName(id) })),
    ),
  },
]

/** "activity/football" as it is chosen; undefined for anything that is not in our lists. */
export function targetOf(chosen: string): Pick<Added, 'list' | 'target'> | undefined {
  if (!targets.some(({ items }) => items.some(({ value }) => value === chosen))) return undefined
  const [list = '', target = ''] = chosen.split('/')
  return list === 'activity' || list === 'theme' || list === 'crisis' ? { list, target } : undefined
}

/** A phrase as search compares it. */
export const phraseOf = (list: Added['list'], typed: string): string =>
  list === 'crisis' ? wordsOf(typed).join(' ') : plain(typed)

/** Why this cannot be added; undefined where it can. Asked when it is proposed, and again when it is approved: the lists may be others by then. */
export function whyNot(word: Added, lists: Lists): FieldError | undefined {
  const text = word.list === 'crisis' ? whyNoDanger(word, lists) : whyNoMeaning(word, lists)
  return text === undefined ? undefined : { field: 'phrase', text }
}

function whyNoMeaning({ list, target, phrase }: Added, lists: Lists): string | undefined {
  const words = phrase.split(' ')
  if (phrase.length < 2) return 'Enter a word of two letters or more'
  if (words.length > longestPhrase) return `Enter at most ${longestPhrase} words`
  if (crisisOf(phrase, lists).length > 0) return 'These are words of danger. They bring help, and can mean nothing else'
  if (list === 'activity' && words.some(word => weaponWords.has(word)))
    return 'A weapon cannot stand for something to do'
  if (words.every(word => stopWords.has(word) || worryWords.has(word)))
    return 'These words stand in most questions, so they can mean no one thing'
  const known = meaningOf(phrase, lists)
  const has = list === 'activity' ? known?.activities : known?.themes
  return has?.includes(target) ? 'The finder knows that already' : undefined
}

const leastLetters = 4

function whyNoDanger({ phrase }: Added, lists: Lists): string | undefined {
  if (phrase.replaceAll(' ', '').length < leastLetters) return `Enter words of ${leastLetters} letters or more`
  if (crisisOf(phrase, lists).length > 0) return 'These words bring help already'
  const harmless = [...shipped.keys()].find(known => saysDanger(phrase, known) && crisisOf(known, lists).length === 0)
  return harmless === undefined
    ? undefined
    : `It would bring help over “${harmless}”, which people type for other things. Enter more of the words around it`
}

/** Who proposed it does not decide on it; they may take it back. */
export const isOwn = (email: string, proposedBy: string): boolean => email.toLowerCase() === proposedBy.toLowerCase()

interface Undoing {
  list: Added['list']
  undoBy: string | null
}

/** A word that leads worries to help is undone by two: must somebody ask for it first? */
export const mustAsk = ({ list, undoBy }: Undoing): boolean => list === 'theme' && undoBy === null

/** May this person undo it at once: no word of danger, and one that leads to help only where another asked for it. */
export const mayUndo = (email: string, word: Undoing): boolean =>
  word.list === 'activity' || (word.list === 'theme' && word.undoBy !== null && !isOwn(email, word.undoBy))
