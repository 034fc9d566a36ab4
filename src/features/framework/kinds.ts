/*
 * Kinds of item in a framework file: where the file holds them, what they are called, and how their codes are made. A file of another city
 * has the same shape; lists it does not have are left out.
 */

/** Lists at the top of a file, with the kind of their items. */
export const lists: Record<string, string> = {
  mission: 'mission',
  vision: 'vision',
  values: 'value',
  origin: 'origin',
  focus: 'focus',
  structure: 'structure',
  impactGoals: 'goal',
  guidingPrinciples: 'principle',
  howWeWork: 'way-of-working',
  priorityAreas: 'area',
  journeyStages: 'stage',
  voices: 'voice',
  partnerGroups: 'partner-group',
  preventionMeans: 'prevention-means',
  caseForPrevention: 'case',
  waysToHelp: 'way-to-help',
  contextLevels: 'level',
  approach: 'approach',
  objectives2019: 'objective',
  objectives: 'objective',
  evidencePieces: 'evidence-piece',
  funds: 'fund',
  budgets: 'budget',
  programmes: 'programme',
  governanceBodies: 'body',
  statistics: 'statistic',
  contextFindings: 'finding',
  mostAffectedBoroughs2019: 'most-affected',
  references: 'reference',
  supportLinks: 'support-link',
  otherLinks: 'other-link',
}

/** Items that stand alone at the top of a file. */
export const singles: Record<string, string> = {
  belief: 'belief',
  reviewCycle: 'review-cycle',
  adverseChildhoodExperiences: 'adverse-experiences',
}

/** Lists inside the part on commissioning; the last may be one item. */
export const commissioningLists: Record<string, string> = {
  principles: 'commissioning-principle',
  criteria: 'commissioning-criterion',
  funderAlignment: 'funder-alignment',
  youngPeople: 'young-people-part',
  consultedOnCriteria: 'consultation',
}

/** Lists inside an item. An objective's `actions` are the aims of the 2019 work programme; an area's `aims` are its own. */
export const nested: Record<string, Record<string, string>> = {
  area: { aims: 'area-aim', interventions: 'intervention', outcomes: 'outcome', policies: 'policy' },
  principle: { commitments: 'commitment' },
  stage: { doing: 'stage-action' },
  'way-to-help': { routes: 'route' },
  objective: { why: 'reason', actions: 'aim' },
  'evidence-piece': { rules: 'delivery-rule' },
}

const words: Record<string, readonly [one: string, many: string]> = {
  goal: ['Impact goal', 'Impact goals'],
  area: ['Priority area', 'Priority areas'],
  'area-aim': ['Aim of a priority area', 'Aims of the priority areas'],
  outcome: ['Outcome', 'Outcomes'],
  intervention: ['Key intervention', 'Key interventions'],
  policy: ['Policy ask', 'Policy asks'],
  objective: ['Objective', 'Objectives of the work programme'],
  aim: ['Aim', 'Aims of the work programme'],
  reason: ['Reason for an objective', 'Reasons for the objectives'],
  principle: ['Guiding principle', 'Guiding principles'],
  commitment: ['Commitment', 'Commitments of the principles'],
  level: ['Contextual level', 'Contextual levels'],
  stage: ['Stage of a child’s journey', 'Stages of a child’s journey'],
  'stage-action': ['What is being done at a stage', 'What is being done at each stage'],
  mission: ['Mission', 'Mission'],
  vision: ['Vision', 'Vision'],
  value: ['Value', 'Values'],
  belief: ['Belief', 'Belief'],
  origin: ['How the unit began', 'How the unit began'],
  focus: ['Focus', 'Focus'],
  structure: ['How the strategy is built', 'How the strategy is built'],
  'way-of-working': ['Way of working', 'Ways of working'],
  voice: ['What people said', 'What people said'],
  'partner-group': ['Partner group', 'Partner groups'],
  'prevention-means': ['What prevention means', 'What prevention means'],
  case: ['Case for prevention', 'The case for prevention'],
  'way-to-help': ['Way to help', 'Ways to help'],
  route: ['Way in', 'Ways in'],
  approach: ['Approach', 'The approach'],
  'adverse-experiences': ['Adverse experiences', 'Adverse experiences'],
  'evidence-piece': ['Piece of evidence', 'Pieces of evidence'],
  'delivery-rule': ['Rule of the delivery model', 'Rules of the delivery model'],
  'review-cycle': ['Review cycle', 'Review cycle'],
  'commissioning-principle': ['Principle of commissioning', 'Principles of commissioning'],
  'commissioning-criterion': ['Criterion of commissioning', 'Criteria of commissioning'],
  'funder-alignment': ['Alignment of funders', 'Alignment of funders'],
  'young-people-part': ['Young people’s part', 'Young people’s part in commissioning'],
  consultation: ['Consultation', 'Consultation on the criteria'],
  fund: ['Fund', 'Funds'],
  budget: ['Amount named', 'Amounts named'],
  programme: ['Programme named', 'Programmes named'],
  body: ['Body or partner', 'Bodies and partners'],
  statistic: ['Statistic', 'Statistics'],
  finding: ['Finding', 'Findings'],
  'most-affected': ['Places named', 'Places named'],
  reference: ['Work cited', 'Works cited'],
  'support-link': ['Support', 'Support'],
  'other-link': ['Link', 'Links'],
}

/** Every kind, in the order people meet them. */
export const kinds: readonly string[] = Object.keys(words)
export const kindName = (kind: string): string => words[kind]?.[0] ?? kind
export const kindNames = (kind: string): string => words[kind]?.[1] ?? kind

// Items that records are tagged with most keep the file's own id as their code; the rest carry their kind, because ids are unique only in their list.
const bare: ReadonlySet<string> = new Set([
  'goal',
  'area',
  'area-aim',
  'outcome',
  'intervention',
  'policy',
  'objective',
  'aim',
])
export const codeOf = (kind: string, id: string): string => (bare.has(kind) ? id : `${kind}-${id}`)

/** Kinds whose items records are tagged with: a new version must say what became of each. */
export const carried: ReadonlySet<string> = new Set([...bare, 'principle', 'level', 'stage'])

/** Kinds whose words the unit edits itself; everything else is the document's and stays as it is traced. */
export const editable: ReadonlySet<string> = new Set([
  'mission',
  'vision',
  'value',
  'belief',
  'origin',
  'focus',
  'structure',
])

/** When an intervention comes, as public health has it. The strategies use the idea; the three words are the field's, so they are the same in every city. */
export const preventionLevels = [
  { code: 'primary', label: 'Primary: before harm, for everyone' },
  { code: 'secondary', label: 'Secondary: early, where risk is higher' },
  { code: 'tertiary', label: 'Tertiary: after harm, so that it is not repeated' },
] as const
