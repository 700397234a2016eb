/** An access token as this page sees it: the services verify it, the page only reads what it says. */
export interface AccessToken {
  readonly text: string;
  readonly claims: Claims;
  readonly roles: readonly string[];
  /** By this machine's clock, which need not agree with the issuer's. */
  readonly receivedAt: number;
  readonly expiresAt: number;
}

export type Claims = Readonly<Record<string, unknown>>;

const RENEW_AFTER = 0.75;
const TOO_SHORT_TO_SEND_MS = 3_000;

export function accessToken(text: string, expiresInSeconds: number, now: number): AccessToken {
  const claims = claimsOf(text);
  const roles = claims['roles'];
  return {
    text,
    claims,
    roles: Array.isArray(roles) ? roles.filter((role) => typeof role === 'string') : [],
    receivedAt: now,
    expiresAt: now + expiresInSeconds * 1_000,
  };
}

export function claimsOf(jwt: string): Claims {
  const payload = jwt.split('.')[1] ?? '';
  const base64 = payload.replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Claims;
}

/** From when on a new one should be fetched, well before a call could meet the end of this one. */
export function renewAt(token: AccessToken): number {
  return token.receivedAt + (token.expiresAt - token.receivedAt) * RENEW_AFTER;
}

export function isWorthSending(token: AccessToken, now: number): boolean {
  return token.expiresAt - now > Math.min(TOO_SHORT_TO_SEND_MS, (token.expiresAt - token.receivedAt) / 2);
}

/** What a newer token gives and takes. */
export function roleChange(before: readonly string[], after: readonly string[]): RoleChange {
  return {
    gained: after.filter((role) => !before.includes(role)),
    lost: before.filter((role) => !after.includes(role)),
  };
}

export interface RoleChange {
  readonly gained: readonly string[];
  readonly lost: readonly string[];
}
