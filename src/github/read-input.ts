import * as core from '@actions/core'

/** An input of the step, trimmed; empty when it is not set. */
export function readInput(name: string): string {
  return core.getInput(name)
}
