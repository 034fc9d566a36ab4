import { dayWords } from '../../../lib/dates.ts'
import { page } from '../../../platform/view.ts'
import { editable, kindNames } from '../kinds.ts'
import type { Question } from '../queries.ts'
import type { Succession, Version } from '../schemas.ts'
import { sourceWords } from '../words.ts'
import { crumbs } from './lists.ts'
import { hrefOf, type Look, ofKind } from './look.ts'

interface Anchor {
  text: string
  href: string
}
type Crumbs = { text: string; href?: string }[]

interface QuestionsPage {
  title: string
  breadcrumbs: Crumbs
  questions: { text: string; href: string; answer: string; who: string; sources: string[] }[]
}
export const questionsPage = page<QuestionsPage>('framework/pages/questions.njk')

export const questionAnswer = ({ value, decidedOn, decidedBy }: Question): { answer: string; who: string } =>
  value === null || decidedOn === null
    ? { answer: 'Not decided', who: '' }
    : { answer: value, who: `${decidedBy ?? ''}, ${dayWords(decidedOn)}` }

export const showQuestions = (look: Look) =>
  questionsPage({
    title: 'What the documents leave open',
    breadcrumbs: crumbs('Left open'),
    questions: look.questions.map(question => ({
      text: question.question,
      href: `/framework/questions/${question.code}`,
      ...questionAnswer(question),
      sources: question.sources.map(source => sourceWords(look.version, source)),
    })),
  })

interface AboutPage {
  title: string
  breadcrumbs: Crumbs
  groups: { title: string; items: { text: string; href: string; when: string }[] }[]
  mayEdit: boolean
}
export const aboutPage = page<AboutPage>('framework/pages/about.njk')

/** Belief, mission, vision and values: the words of today, with the day they began where the unit has changed them. */
export const showAbout = (look: Look, since: ReadonlyMap<string, string>, mayEdit: boolean) =>
  aboutPage({
    title: 'What the unit is for',
    breadcrumbs: crumbs('What the unit is for'),
    mayEdit,
    groups: ['belief', 'mission', 'vision', 'value', 'focus', 'origin', 'structure']
      .filter(kind => editable.has(kind) && ofKind(look, kind).length > 0)
      .map(kind => ({
        title: kindNames(kind),
        items: ofKind(look, kind).map(({ code, label }) => {
          const day = since.get(code)
          return { text: label, href: hrefOf(code), when: day ? `In these words since ${dayWords(day)}` : '' }
        }),
      })),
  })

interface VersionsPage {
  title: string
  breadcrumbs: Crumbs
  versions: {
    title: string
    state: string
    code: string
    documents: string[]
    map: { old: Anchor; became: string; note: string }[]
  }[]
}
export const versionsPage = page<VersionsPage>('framework/pages/versions.njk')

export function showVersions(
  versions: readonly Version[],
  maps: ReadonlyMap<number, readonly Succession[]>,
  today: string,
) {
  const state = (version: Version, i: number) =>
    i === 0
      ? 'In force'
      : version.startsOn && version.startsOn > today
        ? `From ${dayWords(version.startsOn)}`
        : 'Replaced'
  return versionsPage({
    title: 'Versions of the framework',
    breadcrumbs: crumbs('Versions'),
    versions: versions.map((version, i) => ({
      title: version.title,
      code: version.code,
      state: version.startsOn && i === 0 ? `In force since ${dayWords(version.startsOn)}` : state(version, i),
      documents: version.documents.map(each => [each.title, each.publisher, each.covers].filter(Boolean).join('; ')),
      map: (maps.get(version.id) ?? []).map(({ old, new: now, note }) => ({
        old: { text: old, href: hrefOf(old) },
        became: now ?? 'Nothing follows it',
        note: note ?? '',
      })),
    })),
  })
}
