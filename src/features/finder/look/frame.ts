// What every page of the finder has around it: its language, the words of the page itself, and the way to other languages.
import { languages, type Tongue, type Words, wordsOf } from './words/index.ts'

export interface Frame {
  title: string
  w: Words
  htmlLang: string
  dir: 'ltr' | 'rtl'
  tongueList: { text: string; lang: string; dir: 'ltr' | 'rtl'; href: string; here: boolean }[]
  /** Words of the page around it. */
  chrome: { skip: string; region: string; help: string; leave: string; signIn: string; wrong: string; error: string }
  /** Said at the end of a page in a language nobody has checked yet. */
  unchecked: string
}

interface Framed {
  t: Tongue
  title: string
  /** The address of this page in another language. */
  here(lang: string | undefined): string
}

export function frameOf({ t, title, here }: Framed): Frame {
  const w = wordsOf(t.code)
  return {
    title,
    w,
    htmlLang: t.code,
    dir: t.dir,
    tongueList: languages.map(({ code, name, dir }) => ({
      text: name,
      lang: code,
      dir,
      href: here(code === 'en' ? undefined : code),
      here: code === t.code,
    })),
    chrome: {
      skip: w['chrome.skip'],
      region: w['chrome.region'],
      help: w['chrome.help'],
      leave: w['chrome.leave'],
      signIn: w['chrome.signIn'],
      wrong: w['chrome.wrong'],
      error: w['chrome.error'],
    },
    unchecked: w.unchecked,
  }
}
