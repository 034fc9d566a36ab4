// The first part: what it is called, what people do there, what it helps with.
import { z } from 'zod'
import { list } from '../../../../lib/words.ts'
import { activities, activityFor, activityOf, groups, themes } from '../../activities.ts'
import type { Body } from '../../schemas.ts'
import { type Field, ticks, words } from './fields.ts'
import { type Part, partOf } from './part.ts'

const themeIds = themes.map(theme => theme.id)
const workActivities = activities.filter(each => each.group === 'work')
const workIds = workActivities.map(each => each.id)

/** What was typed as ids of activities: 'Boxing, footy'. */
export function activitiesOf(text: string): { ids: string[]; unknown: string[] } {
  const typed = text
    .split(/[,;\n]+/)
    .map(part => part.trim())
    .filter(Boolean)
  const found = typed.map(label => ({ label, id: named(label)?.id }))
  return {
    ids: [...new Set(found.flatMap(({ id }) => id ?? []))],
    unknown: found.filter(({ id }) => id === undefined).map(({ label }) => label.slice(0, 40)),
  }
}

// 'Boxing club', 'art & craft lessons', 'kites' are what boxing, arts and crafts, and a kite are.
const ending = /\s+(?:clubs?|groups?|sessions?|lessons?|class|classes|workshops?|for (?:girls|boys|all|beginners))$/
const waysToSay = (label: string): string[] => {
  const text = label.toLowerCase().replace(/\s*&\s*/g, ' and ')
  const short = text.replace(ending, '')
  return [...new Set([text, short, short.replace(/s$/, ''), `${short}s`])]
}
const named = (label: string) =>
  activityOf(label) ??
  waysToSay(label)
    .map(word => activityFor({ label: word }))
    .find(each => each !== undefined)

/** What no list of ours has: nobody has to leave out what they do. */
const ownWords: Field = {
  name: 'activityWords',
  kind: 'text',
  label: 'Something else people do',
  hint: 'Optional. What is not in our list, in your own words: kite building.',
}

/** Names that begin or go on like what was typed, to choose from. */
const near = (typed: string): string[] => {
  // of several words the first must be nearly the same: kite building is no kitchen
  const start = typed.toLowerCase().slice(0, /\s/.test(typed) ? 4 : 3)
  return activities
    .filter(({ label, also }) =>
      [label.toLowerCase(), ...also].some(word => word.split(/\s/).some(part => part.startsWith(start))),
    )
    .slice(0, 4)
    .map(({ label }) => label)
}

const unknownWords = (unknown: readonly string[]): string => {
  const [first = ''] = unknown
  const close = near(first)
  return `We do not know “${first}”. ${close.length > 0 ? `Try ${list(close)}` : 'Try a simpler word, such as boxing, music or cooking'}, or take it out here and write it under “${ownWords.label}”, where search finds it too`
}

// What was ticked in the list below it is added.
const ticked = ticks(
  activities.map(each => each.id),
  activities.length,
)

const most = 20 // schemas.ts, Body

/** What is typed and what is ticked, each once. */
const together = ({ activities: typed, chosen }: { activities: readonly string[]; chosen: readonly string[] }) => [
  ...new Set([...typed, ...chosen]),
]

const typedActivities = z
  .string()
  .default('')
  .transform((text, context) => {
    const { ids, unknown } = activitiesOf(text)
    if (unknown.length === 0) return ids
    context.addIssue({ code: 'custom', message: unknownWords(unknown) })
    return z.NEVER
  })

const doing: Field = {
  name: 'activities',
  kind: 'text',
  label: 'What do people do there?',
  hint: 'One or more, with commas between: boxing, craft, homework help. Or open the list below.',
}
/** Everything we know, to choose from: works without a script, and stays out of the way of who knows what to type. */
const choosing: Field = {
  name: 'chosen',
  kind: 'groups',
  label: 'Or choose from the list',
  hint: 'What you tick is added to what stands above.',
  groups: Object.entries(groups)
    .filter(([group]) => group !== 'work')
    .map(([group, title]) => ({
      title,
      items: activities.filter(each => each.group === group).map(({ id, label }) => ({ value: id, text: label })),
    })),
}
const working: Field = {
  name: 'activities',
  kind: 'checks',
  label: 'What kind of work or training is it?',
  items: workActivities.map(({ id, label }) => ({ value: id, text: label })),
}
const helping: Field = {
  name: 'themes',
  kind: 'checks',
  label: 'What does it help with?',
  hint: 'Choose all that fit.',
  items: themes.map(({ id, label }) => ({ value: id, text: label })),
}
const helps: readonly string[] = ['support', 'network']

export const what: Part = partOf({
  key: 'what',
  title: 'What it is',
  lead: 'Write as you would say it to a 12-year-old.',
  fields: kind => [
    {
      name: 'name',
      kind: 'text',
      label: 'What is it called?',
      hint: 'For example, “Girls’ boxing” or “Kiln Lane youth club”.',
    },
    {
      name: 'summary',
      kind: 'area',
      rows: 2,
      label: 'Say in one sentence what happens there',
      hint: 'For example, “Learn to box with a coach and make friends. No kit needed.”',
    },
    ...(kind === 'work' ? [working] : [doing, choosing, ownWords]),
    ...(helps.includes(kind) ? [helping] : []),
    {
      name: 'description',
      kind: 'area',
      rows: 6,
      label: 'Is there more to say? (optional)',
      hint: 'What a usual day is like. Who runs it. Short sentences.',
    },
  ],
  schema: ({ today, kind }) =>
    z
      .object({
        name: words(today, 120, 'Enter what it is called'),
        summary: words(today, 200, 'Say in one sentence what happens there'),
        description: words(today, 4_000),
        activities: kind === 'work' ? ticks(workIds) : typedActivities,
        activityWords: words(today, 100),
        chosen: ticked,
        themes: ticks(themeIds, themeIds.length),
      })
      .superRefine((form, context) => {
        const doings = kind === 'work' ? form.activities : together(form)
        for (const [field, { length }] of [
          [form.chosen.length > 0 ? 'chosen' : 'activities', doings],
          ['themes', form.themes],
        ] as const)
          if (length > most)
            context.addIssue({
              code: 'custom',
              path: [field],
              message: `Choose ${most} or fewer: there are ${length} now`,
            })
      }),
  // what the form does not offer for this kind stays
  patch: (body, { chosen, ...form }, kind) => ({
    ...body,
    ...form,
    themes: helps.includes(kind) ? form.themes : body.themes,
    activityWords: kind === 'work' ? body.activityWords : form.activityWords,
    activities:
      kind === 'work'
        ? [...form.activities, ...body.activities.filter(id => !workIds.includes(id))]
        : together({ activities: form.activities, chosen }),
  }),
  values: (body: Body, kind) => ({
    name: body.name,
    summary: body.summary,
    description: body.description,
    themes: body.themes,
    activityWords: body.activityWords,
    chosen: [],
    activities: kind === 'work' ? body.activities : body.activities.map(id => activityOf(id)?.label ?? id).join(', '),
  }),
})
