declare module '@michaelhomer/jqjs' {
  /** The filter as a function from one input to its outputs. */
  export function compile(filter: string): (input: unknown) => Iterable<unknown>
}
