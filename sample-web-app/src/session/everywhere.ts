import type { Config } from '../config.ts';
import { accountClient } from './oidc.ts';

/**
 * Ends the person's sessions in all other browsers, by Keycloak's account API
 * (`DELETE <issuer>/account/sessions`). Throws when that cannot be done.
 */
export async function endOtherSessions(config: Config): Promise<void> {
  const client = accountClient(config);
  const user = await client.signinSilent();
  if (user === null) {
    throw new Error('no token for the account API');
  }
  const response = await fetch(`${config.issuer}/account/sessions`, {
    method: 'DELETE',
    headers: { accept: 'application/json', authorization: `Bearer ${user.access_token}` },
    cache: 'no-store',
    credentials: 'omit',
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) {
    throw new Error(`the account API answered ${response.status}`);
  }
}
