// The ages that coverage may be asked for. Pure.

/** Both included. */
export interface Ages {
  from: number
  to: number
}

const bands: readonly Ages[] = [
  { from: 8, to: 10 },
  { from: 11, to: 13 },
  { from: 14, to: 17 },
  { from: 18, to: 24 },
  { from: 8, to: 17 },
]
const single: readonly Ages[] = Array.from({ length: 10 }, (_, i) => ({ from: 8 + i, to: 8 + i }))

export const usualAges = '14-17'

/** "14-17" or "14", the word in the address. */
export const agesKey = ({ from, to }: Ages): string => (from === to ? `${from}` : `${from}-${to}`)

/** "14 to 17", "age 14". */
export const agesWords = ({ from, to }: Ages): string => (from === to ? `age ${from}` : `${from} to ${to}`)

const choices: readonly Ages[] = [...bands, ...single]

export const ageOptions = choices.map(ages => ({
  value: agesKey(ages),
  text: ages.from === ages.to ? `Age ${ages.from}` : `Ages ${agesWords(ages)}`,
}))

/** What an address asks for; the usual ages for anything else. */
export const agesOf = (key: string): Ages =>
  choices.find(ages => agesKey(ages) === key) ??
  choices.find(ages => agesKey(ages) === usualAges) ?? { from: 14, to: 17 }
