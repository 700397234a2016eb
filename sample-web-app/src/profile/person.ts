import type { Claims } from '../session/token.ts';

/** What the ID token says of the person, none of it to be relied on. */
export interface Person {
  readonly name: string | undefined;
  readonly email: string | undefined;
  readonly emailIsVerified: boolean;
}

export function personOf(claims: Claims): Person {
  return {
    name: nameOf(claims),
    email: text(claims['email']),
    emailIsVerified: claims['email_verified'] === true,
  };
}

/** Korean names begin with the family's and have no space; the issuer's full name is in the other order. */
function nameOf(claims: Claims): string | undefined {
  const given = text(claims['given_name']);
  const family = text(claims['family_name']);
  if (given !== undefined && family !== undefined && /^\p{Script=Hangul}+$/u.test(family + given)) {
    return family + given;
  }
  return text(claims['name']) ?? given ?? family ?? text(claims['preferred_username']);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
