/**
 * All ways to choose one index for each size, in order of the indices' sum: first all zero, then one
 * of them one, and so on. None when a size is zero.
 */
export function* tuplesBySum(sizes: readonly number[]): Generator<readonly number[]> {
  if (sizes.some((size) => size === 0)) return
  const most = sizes.reduce((sum, size) => sum + size - 1, 0)
  for (let sum = 0; sum <= most; sum += 1) yield* tuplesOfSum(sizes, sum)
}

function* tuplesOfSum(sizes: readonly number[], sum: number): Generator<readonly number[]> {
  const [size, ...rest] = sizes
  if (size === undefined) {
    if (sum === 0) yield []
    return
  }
  const room = rest.reduce((total, other) => total + other - 1, 0)
  for (let index = Math.max(0, sum - room); index <= Math.min(sum, size - 1); index += 1) {
    for (const tail of tuplesOfSum(rest, sum - index)) yield [index, ...tail]
  }
}
