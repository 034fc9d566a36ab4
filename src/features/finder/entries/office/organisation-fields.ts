// The list of organisations and what their form asks.
import { z } from 'zod'
import { escapeXml } from '../../../../lib/charts/index.ts'
import { defineList } from '../../../../platform/list.ts'
import * as organisations from '../../../organisations/index.ts'
import { choice, type Field, mailbox, phone, web, words } from '../form/fields.ts'

const link = ({ key, name }: organisations.Organisation) =>
  `<a class="govuk-link" href="/opportunities/organisations/${key}">${escapeXml(name)}</a>`

export const organisationList = defineList<organisations.Organisation>({
  path: '/opportunities/organisations',
  noun: ['organisation', 'organisations'],
  caption: 'Organisations of the finder',
  columns: [
    { key: 'name', title: 'Name', value: row => row.name, html: link, head: true, sortable: true },
    { key: 'kind', title: 'Kind', value: row => row.kind, sortable: true },
    {
      key: 'email',
      title: 'Mailbox',
      value: row => row.email,
      text: row => row.email ?? 'None: it gets no mail',
      sortable: true,
    },
    {
      key: 'trust',
      title: 'Small changes',
      value: row => row.trust,
      text: row => (row.trust === 'trusted' ? 'Public at once' : 'Read first'),
      sortable: true,
    },
  ],
  filters: [
    { key: 'words', title: 'Words', kind: 'search' },
    {
      key: 'trust',
      title: 'Small changes',
      kind: 'choice',
      options: [
        { value: 'trusted', text: 'Public at once' },
        { value: 'new', text: 'Read first' },
      ],
    },
  ],
  csv: false,
  empty: { title: 'No organisation fits.', text: 'Organisations come with their first entry.' },
})

export const fieldsFor = (mayDomain: boolean): Field[] => [
  { name: 'name', kind: 'text', label: 'Name' },
  {
    name: 'description',
    kind: 'area',
    rows: 3,
    label: 'What does it do? (optional)',
    hint: 'It stands on its entries and in open data.',
  },
  {
    name: 'kind',
    kind: 'select',
    label: 'What kind of organisation is it?',
    items: organisations.kinds.map(value => ({ value, text: value })),
  },
  {
    name: 'email',
    kind: 'text',
    input: 'email',
    label: 'Mailbox of the team (optional)',
    hint: 'We write to it when something is approved or must be put right. Not a person’s name.',
  },
  { name: 'phone', kind: 'text', input: 'tel', width: 20, label: 'Phone of the team (optional)' },
  { name: 'website', kind: 'text', input: 'url', label: 'Web page (optional)' },
  { name: 'charityNumber', kind: 'text', width: 10, label: 'Charity number (optional)' },
  { name: 'companyNumber', kind: 'text', width: 10, label: 'Company number (optional)' },
  ...(mayDomain
    ? [
        {
          name: 'mailDomain',
          kind: 'text' as const,
          width: 20 as const,
          label: 'Mail domain (optional)',
          hint: 'Whoever has a mailbox there may look after its entries: tideway.example',
        },
      ]
    : []),
]

const orNull = (text: string): string | null => (text === '' ? null : text)
const code = (shape: RegExp, wrong: string) =>
  z
    .string()
    .trim()
    .default('')
    .refine(text => text === '' || shape.test(text), { error: wrong })
    .transform(orNull)

export const formFor = (today: string) =>
  z.object({
    name: words(today, 120, 'Enter its name'),
    description: words(today, 1_000),
    kind: choice(organisations.kinds, 'Choose what kind of organisation it is'),
    email: mailbox().transform(orNull),
    phone: phone().transform(orNull),
    website: web().transform(orNull),
    charityNumber: code(/^\d{6,8}$/, 'Enter a charity number of 6 to 8 digits'),
    companyNumber: code(/^[A-Z0-9]{8}$/i, 'Enter a company number of 8 letters or digits'),
    mailDomain: code(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i, 'Enter a domain such as tideway.example').optional(),
  })
