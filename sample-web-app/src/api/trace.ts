/**
 * A `traceparent` by W3C Trace Context level 1, section 3.2: the start of a trace of its own for each call. Its last flag
 * says that nothing is recorded here; whether the rest is kept is the gateway's to say.
 */
export function traceParent(): string {
  return `00-${hex(16)}-${hex(8)}-00`;
}

function hex(bytes: number): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
