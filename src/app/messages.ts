/** One message through `sms-voice`, or its dry run. */
export interface TextMessage {
  /** A phone-number ARN, an id, or E.164. */
  readonly from: string
  readonly to: string
  readonly body: string
  /** The number's; TRANSACTIONAL where it is not known. */
  readonly messageType?: string
  readonly configurationSet?: string
  readonly purpose: 'dry-run' | 'send'
  /** So that a mistake costs little; only `sms-voice` knows such limits. */
  readonly limits?: SendLimits
}

/** What keeps a message from costing much. */
export interface SendLimits {
  /** In US dollars, such as `0.10`; a message that costs more is not sent. */
  readonly maxPrice: string
  /** How long AWS tries to deliver. */
  readonly timeToLiveSeconds: number
}

/** One message through `pinpoint`. */
export interface PinpointMessage {
  readonly applicationId: string
  readonly from: string
  readonly to: string
  readonly body: string
  /** The number's; TRANSACTIONAL where it is not known. */
  readonly messageType?: string
}
