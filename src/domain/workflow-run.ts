/** Where a step ran, as far as the environment tells. */
export interface WorkflowRun {
  /** Such as `octo-org/messaging`. */
  readonly repository?: string
  readonly workflow?: string
  readonly job?: string
  /** The event that began the workflow, such as `schedule`. */
  readonly event?: string
  /** The commit. */
  readonly sha?: string
  /** GitHub’s id of the workflow run. */
  readonly id?: string
  /** `1` for the first attempt. */
  readonly attempt?: string
}
