/**
 * What a part costs, in US dollars. AWS's prices change and differ by carrier: this one stands for
 * the price of a part to the United States with the carrier's fee.
 */
const PRICE_OF_A_PART = 0.01

const GSM =
  /^[@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&'()*+,\-./0-9:;<=>?¡A-ZÄÖÑÜ§¿a-zäöñüà^{}\\[~\]|€]*$/

/**
 * What a message costs, in US dollars: it is sent in parts of 140 bytes.
 *
 * @see https://docs.aws.amazon.com/sms-voice/latest/userguide/sms-limitations-character.html
 */
export function priceOf(body: string): number {
  const [alone, each] = GSM.test(body) ? [160, 153] : [70, 67]
  const length = GSM.test(body) ? body.replace(/[\^{}\\[~\]|€]/g, '..').length : body.length
  return PRICE_OF_A_PART * (length <= alone ? 1 : Math.ceil(length / each))
}
