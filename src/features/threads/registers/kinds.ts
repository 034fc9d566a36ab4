// The four registers: what each asks, who answers, and in which words. All that differs between them is here.
import type { Register, RegisterKind } from './spec.ts'

// Without a hint.
const plain = { hint: '' }

const youSaid: Register = {
  kind: 'you-said',
  path: '/registers/you-said',
  title: 'You said, we did',
  lead: 'What people told us, and what we did about it, or why we did not. Every one gets an answer.',
  noun: ['thing people said', 'things people said'],
  add: 'Add what people said',
  what: {
    label: 'What did people say?',
    hint: 'One thing, in their own words where you can.',
    missing: 'Enter what people said',
  },
  party: {
    term: 'Who said it',
    label: 'Who said it?',
    hint: 'A group, never a person: “young people in Brickfields, on two evenings”.',
    missing: 'Enter who said it',
  },
  asks: { ownerRole: { ...plain, label: 'Who answers?', missing: 'Choose who answers' } },
  natures: [],
  answering: ['officer', 'director', 'borough-lead'],
  reply: {
    heading: 'What we did, or why we did not',
    label: 'What did we do, or why did we not?',
    hint: 'In words the people who said it would use. No names of people.',
    button: 'Give this answer',
    outcomes: [
      { value: 'done', text: 'Done' },
      { value: 'under way', text: 'Under way' },
      { value: 'not done', text: 'Not done, and here is why' },
    ],
  },
  empty:
    'Add what people said at an event, in a survey or in a letter. The answer is due within the days the unit sets.',
}

const challenge: Register = {
  kind: 'challenge',
  path: '/registers/challenges',
  title: 'Challenges and replies',
  lead: 'Direction, support and challenge put to the unit, each with its reply.',
  noun: ['challenge', 'challenges'],
  add: 'Record a challenge',
  what: {
    label: 'What is put to the unit?',
    hint: 'As a question it can reply to.',
    missing: 'Enter what is put to the unit',
  },
  party: {
    term: 'Raised by',
    label: 'Who raised it?',
    hint: 'A body and its meeting, never a person: “Partnership Reference Group, June”.',
    missing: 'Enter who raised it',
  },
  asks: {
    nature: { ...plain, label: 'What is it?', missing: 'Say whether it is direction, support or challenge' },
    dueOn: { label: 'Reply by', hint: '', missing: 'Enter the day the reply is due' },
  },
  natures: [
    { value: 'challenge', text: 'Challenge' },
    { value: 'direction', text: 'Strategic direction' },
    { value: 'support', text: 'Support asked for or offered' },
  ],
  answering: ['director'],
  reply: {
    heading: 'The reply',
    label: 'The reply',
    hint: 'What the unit accepts and does, or why it does not. No names of people.',
    button: 'Give this reply',
    outcomes: [
      { value: 'accepted', text: 'Accepted' },
      { value: 'accepted in part', text: 'Accepted in part' },
      { value: 'not accepted', text: 'Not accepted' },
    ],
  },
  empty: 'Record what the Partnership Reference Group or another body puts to the unit. The director replies.',
}

const commitment: Register = {
  kind: 'commitment',
  path: '/registers/commitments',
  title: 'Commitments',
  lead: 'What each institution said it would do, by when, and whether it did.',
  noun: ['commitment', 'commitments'],
  add: 'Record a commitment',
  what: {
    label: 'What is promised?',
    hint: 'Something anybody could see was done, or was not.',
    missing: 'Enter what is promised',
  },
  party: {
    term: 'Institution',
    label: 'Which institution promises it?',
    hint: 'The institution, never a person: “Southwharf Council”.',
    missing: 'Enter the institution',
  },
  asks: {
    organisation: {
      label: 'Whose people see it and say what was done? (optional)',
      hint: 'Only they and the unit see it until it is released. Without one, an officer of the unit asks and answers.',
      missing: '',
    },
    dueOn: { label: 'By when?', hint: '', missing: 'Enter the day it is due' },
  },
  natures: [],
  answering: ['officer'],
  reply: {
    heading: 'What was done',
    label: 'What was done?',
    hint: 'What can be seen now, or why it was not done. No names of people.',
    button: 'Say what was done',
    outcomes: [
      { value: 'kept', text: 'Kept' },
      { value: 'kept in part', text: 'Kept in part' },
      { value: 'not kept', text: 'Not kept' },
    ],
  },
  empty: 'Record what an institution promised, in a meeting or in writing. It sees its own, and is reminded of them.',
}

const systemsChange: Register = {
  kind: 'systems-change',
  path: '/registers/systems-changes',
  title: 'Systems changes',
  lead: 'Rules, practices and budgets that are different now: before, after, and what shows it. Not how much was done.',
  noun: ['change', 'changes'],
  add: 'Record a change',
  what: {
    label: 'What changed?',
    hint: 'A rule, a practice or a budget. How many sessions were held or people came is not a change.',
    missing: 'Enter what changed',
  },
  party: {
    term: 'Whose it is',
    label: 'Whose rule, practice or budget is it?',
    hint: 'An institution, never a person.',
    missing: 'Enter whose rule, practice or budget it is',
  },
  asks: {
    nature: {
      ...plain,
      label: 'What kind of change is it?',
      missing: 'Say whether a rule, a practice or a budget changed',
    },
    before: { label: 'Before', hint: 'How it was.', missing: 'Enter how it was before' },
    after: { label: 'After', hint: 'How it is now.', missing: 'Enter how it is now' },
    evidence: {
      label: 'What shows it?',
      hint: 'A document with its date, a minute, a line of a budget: something a second person can look at.',
      missing: 'Enter what shows that it changed',
    },
    changedOn: { label: 'Since when?', hint: '', missing: 'Enter the day it changed' },
    ownerRole: { ...plain, label: 'Who looks at what shows it?', missing: 'Choose who looks at it' },
  },
  natures: [
    { value: 'rule', text: 'Rule' },
    { value: 'practice', text: 'Practice' },
    { value: 'budget', text: 'Budget' },
  ],
  answering: ['analyst', 'director'],
  reply: {
    heading: 'Looked at by a second person',
    label: 'What did you look at, and what does it show?',
    hint: 'No names of people.',
    button: 'Keep this',
    outcomes: [
      { value: 'shown', text: 'The change is shown' },
      { value: 'shown in part', text: 'Shown in part' },
      { value: 'not shown', text: 'Not shown yet' },
    ],
  },
  empty: 'Record a rule, practice or budget that changed, from the page of the decision or task it follows from.',
}

export const registers: Readonly<Record<RegisterKind, Register>> = {
  'you-said': youSaid,
  challenge,
  commitment,
  'systems-change': systemsChange,
}
