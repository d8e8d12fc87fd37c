import type {
  Registration,
  RegistrationVersion,
  ResourcePolicy,
  SmsChannel,
  SpendLimit
} from '../domain/preflight.js'
import type { Answer } from './ports.js'

/**
 * What SMS Voice and Pinpoint tell of the number and its account in the request's Region. Answers
 * are data, and the same question is asked once.
 */
export interface Messaging {
  registration(id: string): Promise<Answer<Registration>>
  registrationVersions(id: string): Promise<Answer<readonly RegistrationVersion[]>>
  /** Such as `PRODUCTION`; absent where AWS tells none. */
  accountTier(): Promise<Answer<string | undefined>>
  textSpendLimit(): Promise<Answer<SpendLimit | undefined>>
  resourcePolicy(numberArn: string): Promise<Answer<ResourcePolicy>>
  smsChannel(applicationId: string): Promise<Answer<SmsChannel>>
}
