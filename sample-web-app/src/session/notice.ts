import type { RoleChange } from './token.ts';

/** What the person should hear of their session. */
export type Notice =
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'signed-out-in-another-tab' }
  | { readonly kind: 'sign-in-cancelled' }
  | { readonly kind: 'sign-in-failed' }
  | { readonly kind: 'issuer-away' }
  | { readonly kind: 'not-signed-out-everywhere' }
  /** The token was refused, or the session is gone; `reason` as the revocation feed names it. */
  | { readonly kind: 'session-over'; readonly reason: string | undefined }
  /** A new token took the place of a withdrawn one, or of one with other roles. */
  | { readonly kind: 'access-changed'; readonly reason: string | undefined; readonly roles: RoleChange };
