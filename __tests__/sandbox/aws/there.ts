/** What the samples speak of; the sample world has it. */
export const there = {
  account: '111111111111',
  number: 'phone-0123456789abcdef0123456789abcdef',
  application: '0123456789abcdef0123456789abcdef',
  keyId: 'AKIAIOSFODNN7EXAMPLE'
} as const
