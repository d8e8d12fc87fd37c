import type { SendSide } from '../../domain/messaging/send-failure.js'

const sides = {
  role: 'This points to the sender role or what stands above it in IAM.',
  number: 'This points to the number, not to IAM.',
  destination: 'This points to the destination, not to IAM.',
  account: 'This points to the primary’s account, not to IAM.',
  request: 'This points to what the run asked for, not to IAM.',
  service: 'This points to AWS itself, for the moment.',
  unknown: 'Whose side it lies on could not be told.'
} as const satisfies Record<SendSide, string>

/** Whose matter a refused message is, as a sentence. */
export function describeSendSide(side: SendSide): string {
  return sides[side]
}
