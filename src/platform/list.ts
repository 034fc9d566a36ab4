// The one mechanism of every list. A room defines a list beside its views, reads the address with `readQuery`, finds its rows (in memory with
// `arrange`, or by SQL with `orderBy` and `limitTo`), and hands `listView` to `ui/macros/list.njk`; its CSV is `csvOf`.
export { initialOrder, initialValues, pageOf, type Query, queryText, readQuery } from './list/query.ts'
export { arrange, csvOf, type Found } from './list/rows.ts'
export {
  type Column,
  type Dir,
  defineList,
  type Empty,
  type Filter,
  type ListSpec,
  type Option,
  sizes,
  type Value,
} from './list/spec.ts'
export { limitTo, orderBy } from './list/sql.ts'
export { type List, listView } from './list/view.ts'
