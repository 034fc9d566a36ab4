// The kinds of review and the themes they are coded to, as data. A word that is retired stays here with its last version, so that what was coded to
// it is still read; a new list is a new version, and each record says by which it was coded.

export const version = 1

interface Word {
  code: string
  name: string
  /** Said beside the name where it is chosen. */
  meaning: string
  /** The last version in which it may be chosen; still in use without. */
  until?: number
}

export const types: readonly (Word & { short: string })[] = [
  {
    code: 'cspr',
    short: 'CSPR',
    name: 'Child safeguarding practice review',
    meaning: 'Of a child who died or was seriously harmed, since 2018',
  },
  { code: 'scr', short: 'SCR', name: 'Serious case review', meaning: 'What came before those, until 2019' },
  { code: 'sar', short: 'SAR', name: 'Safeguarding adult review', meaning: 'Care Act 2014, section 44' },
  {
    code: 'dhr',
    short: 'DHR',
    name: 'Domestic homicide review',
    meaning: 'Domestic Violence, Crime and Victims Act 2004, section 9',
  },
  {
    code: 'dardr',
    short: 'DARDR',
    name: 'Domestic abuse related death review',
    meaning: 'The name of those reviews under the Victims and Prisoners Act 2024',
  },
  {
    code: 'owhr',
    short: 'OWHR',
    name: 'Offensive weapons homicide review',
    meaning: 'Police, Crime, Sentencing and Courts Act 2022',
  },
]

export const themes: readonly Word[] = [
  {
    code: 'exclusion',
    name: 'Exclusion and absence from school',
    meaning: 'Suspended, excluded, moved, not on a roll',
  },
  { code: 'transitions', name: 'Transitions', meaning: 'Primary to secondary, child to adult services, moving home' },
  { code: 'information-sharing', name: 'Information sharing', meaning: 'Between services, and across borders' },
  { code: 'exploitation', name: 'Criminal and sexual exploitation', meaning: 'County lines, grooming, coercion' },
  { code: 'out-of-area', name: 'Placed or moved out of area', meaning: 'Care, housing or school in another borough' },
  { code: 'missing', name: 'Going missing', meaning: 'From home, care or school' },
  { code: 'mental-health', name: 'Mental health', meaning: 'Waiting, thresholds, crisis' },
  { code: 'substances', name: 'Drugs and alcohol', meaning: 'Use, and services for it' },
  { code: 'domestic-abuse', name: 'Domestic abuse', meaning: 'In the home or a relationship; children as victims' },
  { code: 'send', name: 'Special educational needs and disability', meaning: 'Seen late, or not met' },
  { code: 'housing', name: 'Housing', meaning: 'Homelessness, overcrowding, safety at home' },
  { code: 'family-support', name: 'Support to family and carers', meaning: 'Early help, fathers, kinship' },
  { code: 'ethnicity-culture', name: 'Race, ethnicity and culture', meaning: 'Adultification, trust, language' },
  { code: 'voice', name: 'Hearing the child or adult', meaning: 'Listened to and believed' },
  { code: 'professional-practice', name: 'Supervision and practice', meaning: 'Curiosity, recording, workload' },
  { code: 'weapons', name: 'Knives and other weapons', meaning: 'Carrying, searching, supply' },
  { code: 'reachable-moments', name: 'Reachable moments', meaning: 'Arrest, hospital, crisis: the chance to help' },
]

const nameOf = (words: readonly Word[], code: string): string => words.find(word => word.code === code)?.name ?? code
export const typeName = (code: string): string => nameOf(types, code)
export const typeShort = (code: string): string => types.find(type => type.code === code)?.short ?? code
export const themeName = (code: string): string => nameOf(themes, code)
export const themeNames = (codes: readonly string[]): string[] => codes.map(themeName)

const inUse = (word: Word) => word.until === undefined || word.until >= version
export const typesInUse = types.filter(inUse)
export const themesInUse = themes.filter(inUse)
