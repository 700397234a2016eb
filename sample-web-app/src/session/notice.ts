import type { Words } from '../language/en.ts';
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

/** What a notice says, one sentence after the other. */
export function sentences(notice: Notice, words: Words): string[] {
  switch (notice.kind) {
    case 'session-over':
      return [
        notice.reason === undefined ? words.sessionOver : words.reason(notice.reason),
        signingInHelps(notice.reason) ? words.signInAgain : words.askForHelp,
      ];
    case 'access-changed':
      return [
        ...(notice.reason === undefined ? [] : [words.reason(notice.reason)]),
        words.roleChange(notice.roles),
        words.accessRenewed,
      ].filter((sentence) => sentence !== '');
    default:
      return [words.notice[notice.kind]];
  }
}

/** Whoever has no account any more, or must not use it, would only be refused again. */
function signingInHelps(reason: string | undefined): boolean {
  return reason === undefined || !['disabled', 'deleted', 'client-deleted', 'realm-deleted'].includes(reason);
}
