/** A JSON value. */
export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }

/** A policy document as JSON, unjudged: it may hold what IAM would refuse to store. */
export type PolicyDocument = { readonly [element: string]: Json }
