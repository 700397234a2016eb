import type { RoleChange } from './token.ts';

/** What the person should hear of their session. */
export type Notice =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-out-in-another-tab' }
  | { readonly kind: 'sign-in-cancelled' }
  | { readonly kind: 'sign-in-failed' }
  | { readonly kind: 'issuer-away' }
  /** The browser keeps nothing for the page, so it could not take up an answer of the sign-in page. */
  | { readonly kind: 'storage-blocked' }
  /** The issuer did not answer, so its session would have gone on. */
  | { readonly kind: 'not-signed-out' }
  | { readonly kind: 'no-such-page' }
  | { readonly kind: 'not-signed-out-everywhere' }
  /** The token was refused, or the session is gone; `reason` as the revocation feed names it. */
  | { readonly kind: 'session-over'; readonly reason: string | undefined }
  /** A new token took the place of a withdrawn one, or of one with other roles. */
  | { readonly kind: 'access-changed'; readonly reason: string | undefined; readonly roles: RoleChange };
