import { escapeXml } from '../../../lib/charts/index.ts'
import { dayWords } from '../../../lib/dates.ts'
import { defineList } from '../../../platform/list.ts'
import { type Decision, kindNames, kinds, statuses, statusNames } from './schemas.ts'

export interface Row {
  decision: Decision
  where: string
}

const link = ({ decision }: Row) =>
  `<a class="govuk-link" href="/decisions/${decision.id}">${escapeXml(decision.question)}</a>`

const text =
  'A decision keeps its question, options, evidence and reason together, and says when it is looked at again.'

/** Every decision somebody may see, the newest first. Only who sees all can be told that there is none. */
export const decisionsList = (seesAll: boolean) =>
  defineList<Row>({
    path: '/decisions',
    noun: ['decision', 'decisions'],
    caption: 'Decisions',
    columns: [
      {
        key: 'question',
        title: 'Question',
        value: row => row.decision.question,
        html: link,
        head: true,
        sortable: true,
      },
      { key: 'reference', title: 'Reference', value: row => row.decision.reference, sortable: true },
      { key: 'where', title: 'Where', value: row => row.where },
      { key: 'status', title: 'State', value: row => statusNames[row.decision.status], sortable: true },
      {
        key: 'opened',
        title: 'Opened',
        value: row => row.decision.openedOn,
        text: row => dayWords(row.decision.openedOn),
        sortable: true,
      },
      {
        key: 'decided',
        title: 'Decided',
        value: row => row.decision.decidedOn,
        text: row => (row.decision.decidedOn ? dayWords(row.decision.decidedOn) : 'Not yet'),
        sortable: true,
      },
    ],
    filters: [
      {
        key: 'words',
        title: 'Words',
        kind: 'search',
        match: ({ decision, where }, [text = '']) =>
          `${decision.question} ${decision.reference} ${where}`.toLowerCase().includes(text.toLowerCase()),
      },
      {
        key: 'state',
        title: 'State',
        kind: 'many',
        options: statuses.map(value => ({ value, text: statusNames[value] })),
        match: ({ decision }, values) => values.includes(decision.status),
      },
      {
        key: 'kind',
        title: 'Kind',
        kind: 'choice',
        any: 'All kinds',
        options: kinds.map(value => ({ value, text: kindNames[value] })),
        match: ({ decision }, [value]) => decision.kind === value,
      },
    ],
    sort: { key: 'opened', dir: 'desc' },
    empty: {
      title: seesAll ? 'No decision has been opened yet.' : 'No decision is open to you yet.',
      text,
    },
  })

export type DecisionsList = ReturnType<typeof decisionsList>
