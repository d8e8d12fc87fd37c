import type { Call, Members, Operation } from '../../operation.js'
import { accountLimits } from '../account.js'
import { arnFromIdOrArn } from '../numbers/arns.js'
import * as d from '../define.js'
import { conflict, invalid, notFound, quotaExceeded } from '../errors.js'
import * as shapes from '../shapes.js'
import type { OptedOutNumber, OptOutList } from '../store.js'
import { newOptOutList, seconds, storeOf, withPlus } from '../store.js'

const describeOptOutLists = d.define({
  name: 'DescribeOptOutLists',
  shape: shapes.structure({
    OptOutListNames: shapes.idsOrArns,
    Owner: shapes.owner,
    ...shapes.paging
  }),
  check: d.refuseOwnerWith('OptOutListNames'),
  resources: (input, call) => d.listed(input, 'OptOutListNames', 'opt-out-list')(call),
  run: (input, call) => {
    const names = d.texts(input, 'OptOutListNames')
    const all = names.length === 0 ? ownLists(input, call) : names.map((name) => listOf(call, name))
    return d.page(input, all, { name: 'OptOutLists', render: renderList })
  }
})

const createOptOutList = d.defineCreation({
  name: 'CreateOptOutList',
  shape: shapes.structure(
    { OptOutListName: shapes.resourceName, Tags: shapes.tags, ClientToken: shapes.clientToken },
    ['OptOutListName']
  ),
  resources: () => ['*'],
  run: (input, call) => {
    const name = d.given(input, 'OptOutListName')
    const { optOutLists } = storeOf(call)
    if (optOutLists.has(name)) {
      throw conflict('RESOURCE_ALREADY_EXISTS', 'The list exists', {
        type: 'opt-out-list',
        id: name
      })
    }
    if (optOutLists.size >= accountLimits.OPT_OUT_LISTS) {
      throw quotaExceeded('OPT_OUT_LISTS_PER_ACCOUNT', 'The account has no room for another list')
    }
    const prefix = `arn:${call.state.partition}:sms-voice:${call.region}:${call.caller.account}`
    const list = newOptOutList(prefix, name, call.now)
    optOutLists.set(name, list)
    return { ...renderList(list), Tags: input.Tags ?? [] }
  }
})

const describeOptedOutNumbers = d.define({
  name: 'DescribeOptedOutNumbers',
  shape: shapes.structure(
    {
      OptOutListName: shapes.idOrArn,
      OptedOutNumbers: { kind: 'list', max: 5, of: shapes.phoneNumber },
      Filters: shapes.filtersNamed(['end-user-opted-out']),
      ...shapes.paging
    },
    ['OptOutListName']
  ),
  resources: itsList,
  run: (input, call) => {
    const list = listOf(call, d.given(input, 'OptOutListName'))
    const wanted = d.texts(input, 'OptedOutNumbers')
    const all =
      wanted.length === 0 ? [...list.numbers.values()] : wanted.map((each) => numberIn(list, each))
    const found = all.filter(({ byEndUser }) =>
      d.matchesFilters(input, { 'end-user-opted-out': [String(byEndUser)] })
    )
    return {
      ...identityOf(list),
      ...d.page(input, found, { name: 'OptedOutNumbers', render: renderNumber })
    }
  }
})

const oneNumber = shapes.structure(
  { OptOutListName: shapes.idOrArn, OptedOutNumber: shapes.phoneNumber },
  ['OptOutListName', 'OptedOutNumber']
)

const putOptedOutNumber = d.define({
  name: 'PutOptedOutNumber',
  shape: oneNumber,
  resources: itsList,
  run: (input, call) => {
    const list = listOf(call, d.given(input, 'OptOutListName'))
    const e164 = withPlus(d.given(input, 'OptedOutNumber'))
    // Who is in the list already stays as they are.
    const number = list.numbers.get(e164) ?? { e164, at: call.now, byEndUser: false }
    list.numbers.set(e164, number)
    return { ...identityOf(list), ...renderNumber(number) }
  }
})

const deleteOptedOutNumber = d.define({
  name: 'DeleteOptedOutNumber',
  shape: oneNumber,
  resources: itsList,
  run: (input, call) => {
    const list = listOf(call, d.given(input, 'OptOutListName'))
    const number = numberIn(list, d.given(input, 'OptedOutNumber'))
    // Unknown in AWS: how taking back an end user's own STOP is refused; by the Reason for it.
    if (number.byEndUser) {
      throw invalid('PHONE_NUMBER_CANNOT_BE_OPTED_IN', 'The end user opted out')
    }
    list.numbers.delete(number.e164)
    return { ...identityOf(list), ...renderNumber(number) }
  }
})

/**
 * Opt-out lists and who is in them.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/opt-out-list.html
 */
export const optOutOperations: readonly Operation[] = [
  describeOptOutLists,
  createOptOutList,
  describeOptedOutNumbers,
  putOptedOutNumber,
  deleteOptedOutNumber
]

/** Whether somebody may not be written to by who uses this list. */
export function hasOptedOut(call: Call, listName: string, e164: string): boolean {
  return storeOf(call).optOutLists.get(listName)?.numbers.has(withPlus(e164)) === true
}

// No list of another account is shared here.
const ownLists = (input: Members, call: Call): readonly OptOutList[] =>
  d.text(input, 'Owner') === 'SHARED' ? [] : [...storeOf(call).optOutLists.values()]

function itsList(input: Members, call: Call): readonly string[] {
  return [arnFromIdOrArn(call, 'opt-out-list', d.given(input, 'OptOutListName'))]
}

function listOf(call: Call, nameOrArn: string): OptOutList {
  const lists = [...storeOf(call).optOutLists.values()]
  const found = lists.find(({ name, arn }) => name === nameOrArn || arn === nameOrArn)
  if (found === undefined) throw notFound({ type: 'opt-out-list', id: nameOrArn })
  return found
}

function numberIn(list: OptOutList, text: string): OptedOutNumber {
  const number = list.numbers.get(withPlus(text))
  if (number === undefined) throw notFound({ type: 'opted-out-number', id: text })
  return number
}

const identityOf = ({ name, arn }: OptOutList): Members => ({
  OptOutListArn: arn,
  OptOutListName: name
})

const renderList = (list: OptOutList): Members => ({
  ...identityOf(list),
  CreatedTimestamp: seconds(list.createdAt)
})

const renderNumber = ({ e164, at, byEndUser }: OptedOutNumber): Members => ({
  OptedOutNumber: e164,
  OptedOutTimestamp: seconds(at),
  EndUserOptedOut: byEndUser
})
