// What an edition's page says of it in short, and what may be done with it.
import { dayWords } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import type { Edition } from '../schemas.ts'
import { nextEditionOf } from '../service/index.ts'

export interface May {
  prepare: boolean
  check: boolean
  publish: boolean
  withdraw: boolean
  correct: boolean
  /** Why somebody who could otherwise act may not. */
  why: string
}

interface Action {
  text: string
  href: string
  confirm: boolean
  quiet: boolean
  hint: string
}

export function factsOf(edition: Edition) {
  const isOut = edition.state === 'published' || edition.state === 'withdrawn'
  return [
    {
      term: 'Prepared',
      text: `${edition.preparedByName ?? 'by an account that is gone'}, ${dayWords(edition.preparedOn)}`,
    },
    ...(edition.checkedOn
      ? [
          {
            term: 'Checked',
            text: `${edition.checkedByName ?? 'by an account that is gone'}, ${dayWords(edition.checkedOn)}`,
          },
        ]
      : []),
    ...(edition.publishedOn
      ? [
          {
            term: 'Published',
            text: `${edition.publishedByName ?? 'by an account that is gone'}, ${dayWords(edition.publishedOn)}`,
          },
        ]
      : []),
    ...(edition.withdrawnOn
      ? [{ term: 'Withdrawn', text: `${dayWords(edition.withdrawnOn)}: ${edition.withdrawnReason ?? ''}` }]
      : []),
    {
      term: 'Address',
      text: `/publications/${edition.slug}`,
      ...(isOut ? { href: `/publications/${edition.slug}` } : {}),
    },
    { term: 'Edition', text: String(edition.edition) },
    { term: 'Holds', text: plural(edition.chosen.length, 'item') },
  ]
}

export function actionsOf(edition: Edition, may: May, isGood: boolean): Action[] {
  const at = `/releases/${edition.id}`
  const act = (text: string, path: string, options: Partial<Action> = {}) => ({
    text,
    href: `${at}/${path}`,
    confirm: false,
    quiet: false,
    hint: '',
    ...options,
  })
  return [
    ...(edition.state === 'draft' && may.check && isGood
      ? [{ ...act('Read it and check it off, below', ''), href: '#preview', confirm: true }]
      : []),
    ...(edition.state === 'checked' && may.publish && isGood ? [act('Publish…', 'publish', { confirm: true })] : []),
    ...((edition.state === 'draft' || edition.state === 'checked') && may.prepare
      ? [act('Build and check again', 'again', { quiet: true, hint: 'With the figures of today.' })]
      : []),
    ...(edition.state === 'checked' && (may.publish || may.check)
      ? [act('Send back…', 'back', { confirm: true, quiet: true })]
      : []),
    ...((edition.state === 'draft' || edition.state === 'checked') && may.prepare
      ? [act('Give it up…', 'drop', { confirm: true, quiet: true })]
      : []),
    ...(nextEditionOf(edition.state) && may.correct
      ? [
          act(edition.state === 'published' ? 'Correct…' : 'Prepare it again, and say why…', 'correct', {
            confirm: true,
            quiet: true,
          }),
        ]
      : []),
    ...((edition.state === 'published' || edition.state === 'superseded') && may.withdraw
      ? [act('Withdraw…', 'withdraw', { confirm: true, quiet: true })]
      : []),
  ]
}
