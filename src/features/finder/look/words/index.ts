// The finder speaks more than one language: its own words are in a file for each, and a page is asked for in one with `?lang=`, without a cookie.
import { ar } from './ar.ts'
import { en, type Key } from './en.ts'

export type Words = Readonly<Record<Key, string>>

interface Language {
  /** BCP 47, as the page says it. */
  code: string
  /** What speakers call it. */
  name: string
  dir: 'ltr' | 'rtl'
  words: Words
}

export const languages: readonly Language[] = [
  { code: 'en', name: 'English', dir: 'ltr', words: en },
  { code: 'ar', name: 'العربية', dir: 'rtl', words: ar },
]

/** One language, ready to speak. */
export interface Tongue {
  code: string
  dir: 'ltr' | 'rtl'
  /** A text with its names in braces filled in. */
  say(key: Key, values?: Readonly<Record<string, string | number>>): string
  /** The form of a plural for this number; `{n}` is the number. */
  count(stem: string, n: number, values?: Readonly<Record<string, string | number>>): string
}

export const hasKey = (key: string | undefined): key is Key => key !== undefined && Object.hasOwn(en, key)
const fill = (text: string, values: Readonly<Record<string, string | number>>) =>
  text.replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''))

function tongue({ code, dir, words }: Language): Tongue {
  const rules = new Intl.PluralRules(code)
  const form = (stem: string, n: number): string => {
    const key = [`${stem}.${n === 0 ? 'zero' : rules.select(n)}`, `${stem}.other`].find(hasKey)
    return key === undefined ? stem : words[key]
  }
  return {
    code,
    dir,
    say: (key, values = {}) => fill(words[key] || en[key], values),
    count: (stem, n, values = {}) => fill(form(stem, n), { n, ...values }),
  }
}

/** A number, an address or a name of other letters keeps its own order within a sentence read from the right (Unicode isolates, UAX 9). */
export const isolated = ({ dir }: Pick<Tongue, 'dir'>, text: string): string =>
  dir === 'rtl' && text !== '' ? `\u2066${text}\u2069` : text

const tongues = new Map(languages.map(language => [language.code, tongue(language)]))
const first = tongue({ code: 'en', name: 'English', dir: 'ltr', words: en })

/** The language an address asks for; English for any we do not have. */
export const tongueOf = (lang: unknown): Tongue => (typeof lang === 'string' ? tongues.get(lang) : undefined) ?? first

const wordLists = new Map(languages.map(({ code, words }) => [code, words]))
export const wordsOf = (code: string): Words => wordLists.get(code) ?? en
