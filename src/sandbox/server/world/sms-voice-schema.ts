import * as v from 'valibot'
import { count, policyDocument, region, text } from './schema-values.js'

const name = text(/^[A-Za-z0-9_-]{1,64}$/, 'a name of 1 to 64 characters of [A-Za-z0-9_-]')
const id = (prefix: string) =>
  text(new RegExp(`^${prefix}-[A-Za-z0-9-]{1,200}$`), `an id: ${prefix}-…`)

export const numberId = text(/^phone-[A-Za-z0-9]{1,250}$/, 'a phone-number id: phone-…')
export const e164 = text(/^\+[1-9]\d{6,14}$/, 'an E.164 number, in quotes')
const messageType = v.optional(v.picklist(['TRANSACTIONAL', 'PROMOTIONAL']), 'TRANSACTIONAL')

/** A moment, in milliseconds once read. */
const moment = v.pipe(
  v.string('must be a time such as 2026-01-01T00:00:00Z, in quotes'),
  v.check((at) => !Number.isNaN(Date.parse(at)), 'must be a time such as 2026-01-01T00:00:00Z'),
  v.transform((at) => Date.parse(at))
)

export const numberSchema = v.strictObject({
  id: numberId,
  e164,
  type: v.optional(
    v.picklist(['SHORT_CODE', 'LONG_CODE', 'TOLL_FREE', 'TEN_DLC', 'SIMULATOR']),
    'TEN_DLC'
  ),
  status: v.optional(
    v.picklist(['PENDING', 'ACTIVE', 'ASSOCIATING', 'DISASSOCIATING', 'DELETED']),
    'ACTIVE'
  ),
  messageType,
  capabilities: v.optional(v.array(v.picklist(['SMS', 'VOICE', 'MMS'])), ['SMS']),
  country: v.optional(text(/^[A-Z]{2}$/, 'a country code such as US'), 'US'),
  created: v.optional(moment),
  optOutList: v.optional(name),
  selfManagedOptOuts: v.optional(v.boolean()),
  /** Messages a second by capability, and a day by carrier. */
  limits: v.optional(
    v.strictObject({
      perSecond: v.optional(v.record(v.string(), count), {}),
      perDay: v.optional(v.record(v.string(), count), {})
    })
  ),
  resourcePolicy: v.optional(policyDocument),
  /** The world's by default; so for all that lives in a Region. */
  region: v.optional(region)
})

const registrationStatuses = [
  'CREATED',
  'SUBMITTED',
  'AWS_REVIEWING',
  'REVIEWING',
  'REQUIRES_AUTHENTICATION',
  'PROVISIONING',
  'COMPLETE',
  'REQUIRES_UPDATES',
  'CLOSED',
  'DELETED'
] as const

const versionStatuses = [
  'DRAFT',
  'SUBMITTED',
  'AWS_REVIEWING',
  'REVIEWING',
  'REQUIRES_AUTHENTICATION',
  'APPROVED',
  'DISCARDED',
  'DENIED',
  'REVOKED',
  'ARCHIVED',
  'REQUIRES_OFFLINE_REVIEW'
] as const

const version = v.strictObject({
  number: v.pipe(count, v.minValue(1)),
  status: v.picklist(versionStatuses),
  deniedReasons: v.optional(
    v.array(
      v.strictObject({
        Reason: v.string(),
        ShortDescription: v.string(),
        LongDescription: v.optional(v.string())
      })
    ),
    []
  ),
  feedback: v.optional(v.string())
})

const registration = v.strictObject({
  id: id('registration'),
  type: v.optional(v.string(), 'US_TEN_DLC_CAMPAIGN_REGISTRATION'),
  status: v.optional(v.picklist(registrationStatuses), 'COMPLETE'),
  versions: v.optional(v.pipe(v.array(version), v.minLength(1)), [
    { number: 1, status: 'APPROVED' }
  ]),
  /** Ids of numbers of the account. */
  numbers: v.optional(v.array(numberId), []),
  attributes: v.optional(v.record(v.string(), v.string()), {}),
  region: v.optional(region)
})

const pool = v.strictObject({
  id: id('pool'),
  numbers: v.pipe(v.array(numberId), v.minLength(1)),
  messageType,
  deletionProtection: v.optional(v.boolean(), false),
  resourcePolicy: v.optional(policyDocument),
  region: v.optional(region)
})

const optOutList = v.strictObject({
  name,
  /** Numbers that opted out; by the end user's own word, or by PutOptedOutNumber. */
  numbers: v.optional(
    v.array(v.strictObject({ e164, byEndUser: v.optional(v.boolean(), false) })),
    []
  ),
  region: v.optional(region)
})

const destination = v.strictObject({
  e164,
  verified: v.optional(v.boolean(), true),
  region: v.optional(region)
})

const spendLimit = v.strictObject({
  enforced: count,
  max: count,
  overridden: v.optional(v.boolean(), false)
})

const settings = v.strictObject({
  region: v.optional(region),
  accountTier: v.optional(v.picklist(['SANDBOX', 'PRODUCTION']), 'PRODUCTION'),
  standing: v.optional(v.picklist(['good', 'disabled', 'bad-reputation']), 'good'),
  /** In whole US dollars a month, by channel. */
  spendLimits: v.optional(
    v.partial(
      v.strictObject({
        TEXT: spendLimit,
        VOICE: spendLimit,
        MEDIA: spendLimit,
        NOTIFY: spendLimit,
        RCS: spendLimit
      })
    ),
    {}
  ),
  /** US dollars spent on text messages this month. */
  textSpent: v.optional(v.pipe(v.number(), v.minValue(0)), 0),
  verificationCode: v.optional(text(/^[A-Za-z0-9]{1,20}$/, 'a code, in quotes'), '123456')
})

/** What SMS Voice v2 keeps for an account, its numbers apart; a list for each kind. */
export const smsVoiceSections = {
  configurationSets: v.optional(v.array(v.strictObject({ name, region: v.optional(region) })), []),
  registrations: v.optional(v.array(registration), []),
  pools: v.optional(v.array(pool), []),
  optOutLists: v.optional(v.array(optOutList), []),
  verifiedDestinations: v.optional(v.array(destination), []),
  /** The account's standing and limits, one entry for each Region that differs from the usual. */
  smsVoice: v.optional(v.array(settings), [])
} as const
