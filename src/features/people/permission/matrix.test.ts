import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shared } from '../../../../test/support.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { roles } from '../roles.ts'
import { decide, mayEver, permitsOf, type Subject } from './decide.ts'
import { confidential, flagPermits, type Kind, kinds, matrix, printedKinds } from './matrix.ts'

/** The product's permission matrix as printed, a row a kind of record, a cell a role in the order of `roles`. */
const table: readonly (readonly [Kind, ...string[]])[] = [
  ['released-record', 'V', 'V', 'V', 'V', 'V', 'V', 'V P', 'V'],
  ['opportunity', 'V', 'V', 'C E(own)', 'C E(s)', 'E A', 'V', 'V', 'V'],
  ['safe-venue', '-', '-', 'V(own)', 'V(s)', 'V', '-', 'V', '-'],
  ['help-link', 'V', 'V', 'V', 'V', 'C E', 'V', 'V', 'E'],
  ['observation', '-', '-', '-', 'V agg(s)', 'V agg', 'V C E', 'V agg', '-'],
  ['signal', '-', '-', '-', 'V(s)', 'V', 'C E', 'V A', '-'],
  ['needs-draft', '-', '-', '-', 'C E(s)', 'C E', 'C E', 'A P', '-'],
  ['theme', 'V released', 'C V own panel', 'V released', 'C E(s)', 'C E', 'V E', 'V', '-'],
  ['comment', 'C', 'C', 'C', 'V(s)', 'E A', 'V', 'V', '-'],
  ['young-peoples-space', '-', 'C E V', '-', '-', 'V (reply)', '-', 'V (reply)', '-'],
  [
    'plan',
    'V released',
    'V released',
    'V released',
    "C E(s), others' released + shared",
    'V, comment',
    'V',
    'V A',
    '-',
  ],
  ['plan-review', '-', '-', '-', 'V(own)', 'C E', 'V', 'A', '-'],
  ['practice-card', 'V', 'V', 'C draft', 'C, adopt', 'E P', 'E', 'A', '-'],
  ['round', 'V open', 'V open', 'V open', 'V open', 'C E', 'V', 'A P', '-'],
  ['own-application', '-', '-', 'C E V', 'C E V(own)', 'V', 'V', 'V', '-'],
  [
    'application-to-assess',
    '-',
    'V assigned summary, no contacts or budget detail beyond totals',
    '-',
    'V assigned if panel member',
    'V E notes',
    'V',
    'V',
    '-',
  ],
  [
    'score',
    '-',
    'C own; V others after panel closes',
    'V feedback only',
    'C if panel',
    'C; V after submit',
    'V after close',
    'V',
    '-',
  ],
  ['funding-decision', 'V released', 'V released', 'V own', 'V(s)', 'recommend', '-', 'A', '-'],
  ['award', 'V released', 'V released', 'V own', 'V(s)', 'C E', 'V', 'A', '-'],
  ['return', '-', '-', 'C E own', 'V(s) agreed', 'V, query', 'V', 'V agg', '-'],
  ['flow-count', '-', '-', 'C own', '-', 'V', 'V', 'V', '-'],
  ['incident', '-', '-', 'V tasks if invited to that incident', 'C E(s)', 'C E (duty flag)', '-', 'V', '-'],
  ['tension', '-', '-', 'C if invited', 'C V(s)', 'V', 'V agg', 'V', '-'],
  ['fund-request', 'V released', '-', '-', 'C E(s)', 'triage', '-', 'A (delegable to officer ≤ cap)', '-'],
  ['framework-result', 'V released', 'V released', 'V own', 'V(s)', 'V', 'C E', 'A P', '-'],
  ['fact', 'V released', 'V', 'V', 'V propose', 'C', 'A', 'V', '-'],
  ['release', '-', '-', '-', 'P own plan after checks', 'prepare', 'check (second person)', 'P', 'withdraw only'],
  ['media-line', 'V released', 'propose', 'V', 'V', 'C E', '-', 'A', '-'],
  ['policy-ask', 'V released', 'V challenge', 'V released', 'V', 'C E', 'V', 'A', '-'],
  ['account', '-', '-', 'E own org', 'E own org', 'request', '-', '-', 'C E'],
  ['audit', '-', '-', '-', 'own org', 'own', '-', 'V', 'V (cannot edit)'],
  ['governance', '-', '-', '-', '-', '-', 'E frameworks', 'A', 'E'],
]

/** What each notation of the printed table means: verb, and the conditions it needs. */
const meaning: Record<string, readonly string[]> = {
  '-': [],
  V: ['view'],
  'V P': ['view', 'publish'],
  'V A': ['view', 'approve'],
  P: ['view', 'publish'],
  A: ['view', 'approve'],
  'A P': ['view', 'approve', 'publish'],
  E: ['view', 'edit'],
  C: ['view', 'create'],
  'C E': ['view', 'create', 'edit'],
  'C E V': ['view', 'create', 'edit'],
  'V C E': ['view', 'create', 'edit'],
  'E A': ['view', 'edit', 'approve'],
  'E P': ['view', 'edit', 'publish'],
  'V E': ['view', 'edit'],
  'V released': ['view if released'],
  'V open': ['view if open'],
  'V(own)': ['view if own'],
  'V own': ['view if own'],
  'V(s)': ['view if scope'],
  'V agg': ['view aggregate'],
  'V agg(s)': ['view aggregate if scope'],
  'C E(own)': ['view', 'create', 'edit if own'],
  'C E own': ['view if own', 'create', 'edit if own'],
  'C E V(own)': ['view if own', 'create', 'edit if own'],
  'C E(s)': ['view if scope', 'create', 'edit if scope'],
  'C V(s)': ['create', 'view if scope'],
  'C V own panel': ['view if own-panel', 'create if own-panel'],
  "C E(s), others' released + shared": [
    'view if scope',
    'view if released',
    'view if shared',
    'create',
    'edit if scope',
  ],
  'V, comment': ['view', 'comment'],
  'V, query': ['view', 'query'],
  'V (reply)': ['view', 'reply'],
  'V propose': ['view', 'propose'],
  'V challenge': ['view', 'challenge'],
  propose: ['view', 'propose'],
  'C draft': ['view', 'create if draft'],
  'C, adopt': ['view', 'create', 'adopt'],
  'V assigned summary, no contacts or budget detail beyond totals': ['view summary if assigned'],
  'V assigned if panel member': ['view if assigned+panel'],
  'V E notes': ['view', 'edit notes'],
  'C own; V others after panel closes': ['create', 'view if own', 'view if closed'],
  'V feedback only': ['view feedback'],
  'C if panel': ['create if panel'],
  'C; V after submit': ['create', 'view if submitted'],
  'V after close': ['view if closed'],
  recommend: ['view', 'recommend'],
  'V(s) agreed': ['view if scope+agreed'],
  'C own': ['create if own'],
  'V tasks if invited to that incident': ['view tasks if invited'],
  'C E (duty flag)': ['view if duty', 'create if duty', 'edit if duty'],
  'C if invited': ['create if invited'],
  triage: ['view', 'triage', 'approve if delegated'],
  'A (delegable to officer ≤ cap)': ['view', 'approve'],
  'P own plan after checks': ['view if own', 'publish if own+checked'],
  prepare: ['view', 'prepare'],
  'check (second person)': ['view', 'check'],
  'withdraw only': ['withdraw'],
  'E own org': ['edit if own-organisation'],
  request: ['request'],
  'own org': ['view if own-organisation'],
  own: ['view if own'],
  'V (cannot edit)': ['view'],
  'E frameworks': ['view frameworks', 'edit frameworks'],
}
// Cells whose words mean something else in their row: seeing is not named, but whoever approves or edits looks first.
const special: Record<string, readonly string[]> = {
  'opportunity provider': ['view', 'create', 'edit if own'],
  'opportunity borough-lead': ['view', 'create', 'edit if scope'],
  'comment public': ['create'],
  'comment young-assessor': ['create'],
  'comment provider': ['create'],
  'own-application provider': ['view if own', 'create', 'edit if own'],
  'account administrator': ['view', 'create', 'edit'],
  'audit officer': ['view if own'],
}

const me = 7
const actor = (role: string, flags: string[] = []): Actor => ({
  ...anyone,
  accountId: role === 'public' ? null : me,
  role,
  places: role === 'borough-lead' ? ['E09000001'] : [],
  organisation: 'ours',
  flags,
})
/** A record for which every condition holds, and one of another borough and organisation for which none does. */
const near: Subject = {
  places: ['E05000001', 'E09000001'],
  organisation: 'ours',
  ownerId: me,
  assigned: [me],
  panel: [me],
  invited: ['ours'],
  released: true,
  shared: true,
  open: true,
  draft: true,
  closed: true,
  submitted: true,
  agreed: true,
  checked: true,
  delegated: true,
}
const far: Subject = { places: ['E05000999', 'E09000033'], organisation: 'theirs', ownerId: 99, panel: [99] }

/** A subject for which only these conditions hold. */
function only(words: readonly string[]): Subject {
  const facts: Record<string, Subject> = {
    scope: { places: near.places },
    own: { ownerId: me },
    'own-organisation': { organisation: 'ours' },
    'own-panel': { panel: [me] },
    panel: { panel: [me] },
    assigned: { assigned: [me] },
    invited: { invited: ['ours'] },
  }
  return Object.assign({}, far, ...words.map(word => facts[word] ?? { [word]: true }))
}

interface Expected {
  verb: string
  form: string
  when: readonly string[]
}
const expectedOf = (kind: string, role: string, cell: string): Expected[] =>
  (special[`${kind} ${role}`] ?? meaning[cell] ?? []).map(text => {
    const [what = '', when] = text.split(' if ')
    const [verb = '', form = 'whole'] = what.split(' ')
    return { verb, form, when: when?.split('+') ?? [] }
  })

const cells = table.flatMap(([kind, ...row]) =>
  roles.map((role, k) => ({ kind, role, cell: row[k] ?? '', expected: expectedOf(kind, role, row[k] ?? '') })),
)
const verbs = [
  ...new Set([...kinds.flatMap(kind => Object.values(matrix[kind]).flatMap(cell => permitsOf(cell).map(p => p.verb)))]),
]

describe('the permission matrix as printed', () => {
  test('every kind of the printed table is in ours, and no notation is without a meaning', () => {
    expect(table.map(row => row[0]).sort()).toEqual([...printedKinds].sort())
    expect(cells.filter(({ kind, role, cell }) => !(cell in meaning) && !(`${kind} ${role}` in special))).toEqual([])
  })

  const overview = join(shared, 'product', 'overview.md')
  test.skipIf(!existsSync(overview))('is the one of the design, cell by cell', () => {
    const text = readFileSync(overview, 'utf8')
    const start = text.indexOf('| Object | Public |')
    const printed = text.slice(start, text.indexOf('\n\n', start)).split('\n').slice(2)
    const read = printed.map(line =>
      line
        .split('|')
        .slice(2, -1)
        .map(cell => cell.trim().replaceAll('**', '').replace('–', '-')),
    )
    expect(table.map(([, ...row]) => row)).toEqual(read)
  })

  test.each(cells)('$kind: $role has “$cell”', ({ kind, role, expected }) => {
    const flags = role === 'officer' ? ['incident-duty'] : []
    const asking = actor(role, flags)
    for (const verb of verbs) {
      const some = expected.filter(permit => permit.verb === verb)
      expect(decide(asking, verb, kind, near).allowed, `${verb} of one's own`).toBe(some.length > 0)
      const free = some.some(permit => permit.when.every(word => word === 'duty'))
      expect(decide(asking, verb, kind, far).allowed, `${verb} of another's`).toBe(free)
      expect(mayEver(asking, verb, kind), `${verb} ever`).toBe(some.length > 0)
    }
  })

  test.each(cells.filter(({ expected }) => expected.length > 0))(
    '$kind: each condition of $role opens what it says and no more',
    ({ kind, role, expected }) => {
      for (const { verb, form, when } of expected) {
        const asking = actor(role, when.includes('duty') ? ['incident-duty'] : [])
        const found = decide(asking, verb, kind, only(when.filter(word => word !== 'duty')))
        expect(found, `${verb} if ${when.join(' and ')}`).toMatchObject({ allowed: true, form })
        if (when.length > 1)
          for (const word of when)
            expect(decide(asking, verb, kind, only(when.filter(other => other !== word))).allowed, word).toBe(false)
      }
    },
  )
})

/** What each role may do with entries of the registers; with an asterisk only with those of its own borough or organisation. */
const registerCells: [Kind, Partial<Record<string, string>>][] = [
  [
    'you-said',
    {
      'borough-lead': 'view* create* edit* reply*',
      officer: 'view create edit reply',
      analyst: 'view create edit',
      director: 'view create edit reply',
    },
  ],
  ['challenge', { 'borough-lead': 'view*', officer: 'view create edit', analyst: 'view', director: 'view reply' }],
  [
    'commitment',
    {
      provider: 'view* reply*',
      'borough-lead': 'view* reply*',
      officer: 'view create edit reply',
      analyst: 'view',
      director: 'view create edit reply',
    },
  ],
  [
    'systems-change',
    {
      'borough-lead': 'view* create* edit*',
      officer: 'view create edit',
      analyst: 'view create edit reply',
      director: 'view create edit reply',
    },
  ],
]

describe('what cuts across the matrix', () => {
  test('whoever prepared, proposed or scored a thing does not approve, check or publish it', () => {
    for (const [role, verb, kind] of [
      ['director', 'publish', 'release'],
      ['analyst', 'check', 'release'],
      ['director', 'approve', 'funding-decision'],
      ['director', 'approve', 'decision'],
    ] as const) {
      expect(decide(actor(role), verb, kind, { ...near, handledBy: [1, 2] }).allowed).toBe(true)
      expect(decide(actor(role), verb, kind, { ...near, handledBy: [me] })).toMatchObject({
        allowed: false,
        why: 'A second person must do this: you prepared or scored it',
      })
    }
  })

  test('an administrator reads no confidential record, unless the glass is broken for that kind', () => {
    for (const kind of confidential) {
      expect(decide(actor('administrator'), 'view', kind, near).allowed, kind).toBe(false)
      expect(decide({ ...actor('administrator'), glass: [kind] }, 'view', kind, far).allowed, kind).toBe(true)
      expect(decide({ ...actor('administrator'), glass: [kind] }, 'edit', kind, near).allowed, kind).toBe(false)
      expect(decide({ ...actor('provider'), glass: [kind] }, 'view', kind, far), kind).not.toMatchObject({
        form: 'whole',
      })
    }
  })

  test.each(['public', 'young-assessor', 'provider', 'borough-lead'])(
    'of a decision, a %s reads the public part once it is released, and never more',
    role => {
      expect(decide(actor(role), 'view', 'decision', { released: true })).toEqual({
        allowed: true,
        form: 'public-part',
      })
      expect(decide(actor(role), 'view', 'decision', near)).toEqual({ allowed: true, form: 'public-part' })
      expect(decide(actor(role), 'view', 'decision', far).allowed).toBe(false)
      for (const verb of ['edit', 'create', 'approve']) expect(mayEver(actor(role), verb, 'decision'), verb).toBe(false)
    },
  )

  test.each(registerCells)('of the register %s, each role does what is said and no more', (kind, said) => {
    for (const role of roles)
      for (const verb of ['view', 'create', 'edit', 'reply', 'approve']) {
        const [own = false, other = false] = [near, far].map(
          subject => decide(actor(role), verb, kind, subject).allowed,
        )
        const words = (said[role] ?? '').split(' ').find(word => word.startsWith(verb)) ?? ''
        expect([own, other], `${role} ${verb}`).toEqual([words !== '', words === verb])
      }
    const mine = { ...near, handledBy: [me] }
    for (const role of roles) expect(decide(actor(role), 'reply', kind, mine).allowed, role).toBe(false)
  })

  test('a commitment opens to its own organisation, not to the borough it is about', () => {
    const about = { ...near, organisation: 'theirs' }
    for (const role of ['borough-lead', 'provider'])
      for (const verb of ['view', 'reply']) {
        expect(decide(actor(role), verb, 'commitment', about).allowed, `${role} ${verb}`).toBe(false)
        expect(decide(actor(role), verb, 'commitment', { organisation: 'ours' }).allowed).toBe(true)
      }
  })

  test('a flag adds what it says, for any role, and nothing when it has ended', () => {
    expect(decide(actor('officer'), 'edit', 'incident', near).allowed).toBe(false)
    expect(decide(actor('officer', ['incident-duty']), 'edit', 'incident', far).allowed).toBe(true)
    for (const [flag, added] of Object.entries(flagPermits))
      for (const [kind, cell] of Object.entries(added) as [Kind, string][])
        for (const { verb, when } of permitsOf(cell))
          expect(decide(actor('provider', [flag]), verb, kind, only(when)).allowed, `${flag}: ${verb} ${kind}`).toBe(
            true,
          )
    expect(decide(actor('provider', ['notifier']), 'view', 'incident', far).allowed).toBe(false)
  })

  test('a record that says nothing of itself is nobody’s own, in nobody’s scope and not released', () => {
    for (const kind of kinds)
      for (const role of roles)
        for (const { verb, when } of permitsOf(Object.entries(matrix[kind]).find(([who]) => who === role)?.[1] ?? ''))
          if (when.length > 0 && decide(actor(role), verb, kind, {}).allowed)
            expect(
              permitsOf(Object.entries(matrix[kind]).find(([who]) => who === role)?.[1] ?? '').some(
                permit => permit.verb === verb && permit.when.length === 0,
              ),
              `${role} ${verb} ${kind}`,
            ).toBe(true)
  })

  test('a cell that cannot be read stops the start', () => {
    expect(() => permitsOf('view[whenever]')).toThrow('not a condition')
    expect(() => permitsOf('view(own)')).toThrow('A permit looks like')
  })
})
