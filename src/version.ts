/** The version of this action, as package.json has it; part of its user agent. */
export const version = '0.1.0'
