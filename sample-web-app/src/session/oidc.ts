import {
  ErrorResponse,
  InMemoryWebStorage,
  UserManager,
  WebStorageStateStore,
  type UserManagerSettings,
} from 'oidc-client-ts';
import type { Config } from '../config.ts';
import { answers, Leaving } from './leaving.ts';
import type { SignInClient } from './session.ts';
import { isKept, storageOrMemory } from './storage.ts';

const SCOPES = 'openid profile email age';
/** Gives one token for Keycloak's account API, which no other token of this page can use. */
const ACCOUNT_SCOPES = 'openid account-sessions';
export const SILENT_SECONDS = 8;
const states = storageOrMemory(() => sessionStorage);

/** The client of the page's own tokens. They are in memory and nowhere else. */
export function signInClient(config: Config): SignInClient & UserManager {
  return Object.assign(new UserManager(settings(config, SCOPES), new Leaving()), {
    isIssuerThere: () => answers(config.issuer),
    isStateKept: () => isKept(states),
  });
}

/** A second client beside it, so that its one token never takes the place of the page's. */
export function accountClient(config: Config): UserManager {
  return new UserManager(settings(config, ACCOUNT_SCOPES));
}

function settings(config: Config, scope: string): UserManagerSettings {
  const page = `${location.origin}/`;
  return {
    authority: config.issuer,
    client_id: config.clientId,
    redirect_uri: page,
    silent_redirect_uri: page,
    post_logout_redirect_uri: page,
    response_type: 'code',
    scope,
    userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
    // The PKCE verifier must outlive the way to the sign-in page and back; it is worth nothing once it was used.
    stateStore: new WebStorageStateStore({ store: states }),
    staleStateAgeInSeconds: 1_800,
    automaticSilentRenew: false,
    validateSubOnSilentRenew: true,
    silentRequestTimeoutInSeconds: SILENT_SECONDS,
    requestTimeoutInSeconds: SILENT_SECONDS,
  };
}

/** Whether the issuer itself said no, rather than nobody having answered. */
export function isRefusal(error: unknown): error is ErrorResponse {
  return error instanceof ErrorResponse && error.error !== 'temporarily_unavailable' && error.error !== 'server_error';
}
