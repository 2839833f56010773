/** Thrown in the middle of an export by a receipt the format has no place for; the message is for the operator. */
export class Unexportable extends Error {}
