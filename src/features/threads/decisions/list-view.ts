import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { DecisionsList, Row } from './list.ts'

export const listPage = page<{ title: string; list: List; mayOpen: boolean }>('threads/pages/decisions.njk')

export const showList = (spec: DecisionsList, query: Query, found: Found<Row>, mayOpen: boolean) =>
  listPage({ title: 'Decisions', list: listView(spec, query, found), mayOpen })
