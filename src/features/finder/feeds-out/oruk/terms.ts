// What entries are sorted by, as Open Referral taxonomies: things to do, and what help is about. Ids are made of ours and never change.
import { type Activity, activities, conceptOf, groups, themes } from '../../activities.ts'
import { type Part, part } from '../compact.ts'
import { uuid5 } from '../ids.ts'

/** What a term finds: ids kept in entries. */
export interface Finds {
  activities: readonly string[]
  themes: readonly string[]
}

interface Term {
  id: string
  name: string
  description: string
  parent: string | undefined
  taxonomy: 'activities' | 'themes'
  uri: string | undefined
  finds: Finds
}

const taxonomyId = { activities: uuid5('taxonomy:activities'), themes: uuid5('taxonomy:themes') }
const idOf = (kind: 'group' | 'activity' | 'theme', id: string) => uuid5(`term:${kind}:${id}`)

const groupTerm = ([group, name]: [string, string]): Term => {
  const inIt = activities.filter(each => each.group === group).map(each => each.id)
  const description = `A group of things to do: ${name}.`
  const finds = { activities: inIt, themes: [] }
  return {
    id: idOf('group', group),
    name,
    description,
    parent: undefined,
    taxonomy: 'activities',
    uri: undefined,
    finds,
  }
}

const activityTerm = (each: Activity): Term => ({
  id: idOf('activity', each.id),
  name: each.label,
  description: each.also.length > 0 ? `${each.label}. Also called: ${each.also.join(', ')}.` : `${each.label}.`,
  parent: idOf('group', each.group),
  taxonomy: 'activities',
  uri: conceptOf(each)?.['@id'],
  finds: { activities: [each.id], themes: [] },
})

const terms: readonly Term[] = [
  ...Object.entries(groups).map(groupTerm),
  ...activities.map(activityTerm),
  ...themes.map(
    (each): Term => ({
      id: idOf('theme', each.id),
      name: each.label,
      description: `${each.label}. Also called: ${each.also.join(', ')}.`,
      parent: undefined,
      taxonomy: 'themes',
      uri: undefined,
      finds: { activities: [], themes: [each.id] },
    }),
  ),
].sort((a, b) => (a.id < b.id ? -1 : 1))
const byId = new Map(terms.map(each => [each.id, each]))

const names = { activities: 'Things to do', themes: 'What help is about' }
const words = {
  activities: 'What there is to do: sport, arts, learning, being together, work and training.',
  themes: 'What help is about: what people worry about or need, in plain words.',
}

const termPart = (term: Term): Part =>
  part({
    id: term.id,
    name: term.name,
    description: term.description,
    parent_id: term.parent,
    taxonomy: names[term.taxonomy],
    taxonomy_id: taxonomyId[term.taxonomy],
    term_uri: term.uri,
  })

export const taxonomyParts = (): Part[] =>
  (['themes', 'activities'] as const)
    .map(key => part({ id: taxonomyId[key], name: names[key], description: words[key], version: '1' }))
    .sort((a, b) => (String(a.id) < String(b.id) ? -1 : 1))

/** Terms in the order of their ids, of one taxonomy, of one parent, at the top only, with these words in them. */
export const termParts = (
  ask: { taxonomy?: string | undefined; parent?: string | undefined; topOnly?: boolean; search?: string } = {},
): Part[] =>
  terms
    .filter(term => ask.taxonomy === undefined || taxonomyId[term.taxonomy] === ask.taxonomy.toLowerCase())
    .filter(term => ask.parent === undefined || term.parent === ask.parent.toLowerCase())
    .filter(term => !ask.topOnly || term.parent === undefined)
    .filter(term => term.description.toLowerCase().includes((ask.search ?? '').toLowerCase()))
    .map(termPart)

export const termOf = (id: string): Part | undefined => {
  const term = byId.get(id.toLowerCase())
  return term && termPart(term)
}

/** What a term or a taxonomy finds; nothing where there is none of that id. */
export const findsOf = (id: string): Finds => byId.get(id.toLowerCase())?.finds ?? { activities: [], themes: [] }
export const taxonomyFinds = (id: string): Finds => {
  const inIt = terms.filter(term => taxonomyId[term.taxonomy] === id.toLowerCase())
  return { activities: inIt.flatMap(term => term.finds.activities), themes: inIt.flatMap(term => term.finds.themes) }
}

/** The terms an entry carries, as Open Referral attributes of its service. */
export const attributesOf = (serviceId: string, ids: Finds): Part[] =>
  [...ids.activities.map(id => idOf('activity', id)), ...ids.themes.map(id => idOf('theme', id))].flatMap(id => {
    const term = termOf(id)
    if (!term) return []
    const link = { id: uuid5(`attribute:${serviceId}:${id}`), link_id: serviceId, link_type: 'service' }
    return [part({ ...link, taxonomy_term_id: id, taxonomy_term: term })]
  })
