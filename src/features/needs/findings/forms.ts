import type { FieldError } from '../../../platform/form.ts'
import { choicesOf } from '../../threads/index.ts'
import type { Rooms } from '../signals/ask.ts'
import { type Basis, basisOfKept, titleOfForm } from './basis.ts'
import { edit, type Values } from './form-view.ts'
import * as queries from './queries.ts'
import type { Finding } from './schemas.ts'

export const newForm = async (rooms: Rooms, basis: Basis, values: Values, errors: FieldError[] = []) =>
  edit({
    title: titleOfForm(basis.made.evidence, true),
    action: '/findings',
    cancel: basis.cancel,
    hidden: basis.hidden,
    evidence: basis.made.evidence,
    svg: basis.made.exhibit?.svg ?? '',
    tell: basis.tell,
    values,
    options: await choicesOf(rooms.db),
    errors,
  })

export const oldForm = async (rooms: Rooms, finding: Finding, values: Values, errors: FieldError[] = []) =>
  edit({
    title: titleOfForm(finding.evidence, false),
    action: `/findings/${finding.id}/edit`,
    cancel: `/findings/${finding.id}`,
    hidden: [{ name: 'version', value: String(finding.version) }],
    evidence: finding.evidence,
    svg: (await queries.exhibitOf(rooms.db, finding.id)).svg ?? '',
    tell: (await basisOfKept(rooms, finding)).tell,
    values,
    options: await choicesOf(rooms.db),
    errors,
  })
