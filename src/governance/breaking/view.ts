/**
 * From which side a schema is looked at. `request`: the owner of the contract receives the value, so everything the
 * base accepted must still be accepted (contravariant). `response`: the owner sends it, so nothing may be sent that
 * the base did not allow (covariant). An AsyncAPI message is `request` where the owner receives it.
 */
export type View = "request" | "response";

/** Where a schema is used; the first part of a schema rule's id. */
export type Location = "param" | "req-body" | "res-body" | "res-header" | "msg-payload" | "msg-headers";
