import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { markdown, markdownSummary } from '../../../lib/markdown.ts'
import { root } from '../../../platform/root.ts'

const folder = join(root, 'docs', 'methods')

export interface MethodSummary {
  name: string
  title: string
  summary: string
}
export interface Method {
  title: string
  html: string
}

/** A page links to another by its file's name, so that the links also work where the files are read as files. */
const link = (href: string): string | null => {
  const other = /^([a-z0-9-]+)\.md(#[\w-]*)?$/.exec(href)
  if (other) return `/methods/${other[1]}${other[2] ?? ''}`
  return /^(https?:|#|\/)/.test(href) ? href : null
}

/** Method pages begin with what they answer; one that begins with its code has no summary to show. */
const shorten = (words: string) => (/^Code\b/.test(words) ? '' : words.replace(/^(What it answers|Answers)[.:]\s*/, ''))

/** Every method page, by title. */
export async function list(): Promise<MethodSummary[]> {
  const names = existsSync(folder) ? (await readdir(folder)).filter(name => name.endsWith('.md')) : []
  const pages = await Promise.all(
    names.map(async file => {
      const { title, summary } = markdownSummary(await readFile(join(folder, file), 'utf8'))
      return { name: file.slice(0, -3), title, summary: shorten(summary) }
    }),
  )
  return pages.sort((a, b) => a.title.localeCompare(b.title, 'en-GB'))
}

/** One method page as safe HTML. `name` is letters, digits and hyphens, so it stays in the folder. */
export async function find(name: string): Promise<Method | undefined> {
  const path = join(folder, `${name}.md`)
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(path)) return undefined
  return read(path)
}

/** What is met of the Service Standard, and what is not. */
export const standard = (): Promise<Method> => read(join(root, 'docs', 'service-standard.md'))

async function read(path: string): Promise<Method> {
  const source = await readFile(path, 'utf8')
  return { title: markdownSummary(source).title, html: markdown(source.replace(/^#\s.*\n/, ''), { link }) }
}
