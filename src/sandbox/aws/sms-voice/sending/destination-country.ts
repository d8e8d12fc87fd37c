/**
 * Area codes of country code 1 outside the United States and its territories: Canada and the
 * Caribbean. A TEN_DLC number sends to the United States and its territories only.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/registrations-10dlc.html
 */
const areaCodesAbroad = new Set(
  (
    '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 ' +
    '460 468 474 506 514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 ' +
    '778 780 782 807 819 825 867 873 879 902 905 942 ' +
    '242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876'
  ).split(' ')
)

/** Whether an E.164 text, with or without its plus sign, is of the United States or a territory. */
export function isUnitedStates(e164: string): boolean {
  const digits = e164.replace(/^\+/, '')
  return /^1\d{10}$/.test(digits) && !areaCodesAbroad.has(digits.slice(1, 4))
}
