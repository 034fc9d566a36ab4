// Whom the access of a session is for, by the OpenActive Accessibility Support list (CC BY 4.0, docs/decisions/0017): labels and ids as they stand there.
// What says nothing of whom it is for (a quiet space, somebody at one's side) stays in words alone.
import type { Entry } from '../entry.ts'

const scheme = 'https://openactive.io/accessibility-support'
const concept = (id: string, prefLabel: string) => ({
  ...{ '@type': 'Concept', '@id': `${scheme}#${id}`, prefLabel },
  inScheme: scheme,
})

const physical = concept('dd026873-6713-4ea1-af5a-08901f651d98', 'Physical impairment')
const hearing = concept('2bfb7228-5969-4927-8435-38b5005a8771', 'Hearing impairment')
const learning = concept('67902468-fd49-4238-8650-20a22d7f0e40', 'Learning impairment')

const supports: Readonly<Record<string, typeof physical>> = {
  ...{ 'step-free': physical, hoist: physical, 'changing-place': physical },
  ...{ bsl: hearing, 'hearing-loop': hearing },
  send: learning,
}

export const accessibilitySupport = ({ body }: Entry) => [...new Set(body.access.flatMap(kind => supports[kind] ?? []))]
