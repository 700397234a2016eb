import { ErrorTimeout, type User, type UserManager } from 'oidc-client-ts';
import type { Tokens } from '../api/api.ts';
import { Problem } from '../api/problem.ts';
import type { Config } from '../config.ts';
import { endOtherSessions } from './everywhere.ts';
import type { Notice } from './notice.ts';
import { isRefusal, SILENT_SECONDS } from './oidc.ts';
import { concerns, otherTabs, type SignedOut, type Tabs } from './tabs.ts';
import { accessToken, isWorthSending, renewAt, roleChange, type AccessToken, type Claims } from './token.ts';

export type SessionState =
  | { readonly kind: 'looking' }
  | { readonly kind: 'signed-out' }
  | { readonly kind: 'leaving' }
  /** `person` is what the ID token says. */
  | { readonly kind: 'signed-in'; readonly person: Claims; readonly token: AccessToken };

/** What of the library the session uses. */
export type SignInClient = Pick<
  UserManager,
  | 'clearStaleState'
  | 'removeUser'
  | 'signinCallback'
  | 'signinRedirect'
  | 'signinSilent'
  | 'signoutCallback'
  | 'signoutRedirect'
> & {
  isIssuerThere(): Promise<boolean>;
  /** Whether what a sign-in begins with is still there when the answer comes. */
  isStateKept(): boolean;
};

const RETRY_MS = 5_000;
const SHORTEST_WAIT_MS = 500;

/** The person's session: one token at a time, renewed before it ends, and gone when the session is. */
export class Session implements Tokens {
  readonly #client: SignInClient;
  readonly #config: Config;
  readonly #tabs: Tabs;
  readonly #listeners = new Set<() => void>();
  #state: SessionState = { kind: 'looking' };
  #notice: Notice | undefined;
  #renewal: Promise<AccessToken | undefined> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(client: SignInClient, config: Config) {
    this.#client = client;
    this.#config = config;
    this.#tabs = otherTabs((who) => this.#followOtherTab(who));
    document.addEventListener('visibilitychange', () => this.#schedule());
  }

  get state(): SessionState {
    return this.#state;
  }

  get notice(): Notice | undefined {
    return this.#notice;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  dismissNotice(): void {
    this.#inform(undefined);
  }

  /** Takes up what the address says, or else a session that this browser has already. */
  async start(address: URL): Promise<void> {
    await this.#client.clearStaleState();
    const { searchParams } = address;
    if (searchParams.has('state')) {
      // At once: neither a reload nor the history should meet the code again.
      history.replaceState(null, '', '/');
      if (searchParams.has('code') || searchParams.has('error')) {
        if (await this.#comeBack(address)) {
          return;
        }
      } else if (await this.#client.signoutCallback(address.href).catch(() => undefined)) {
        this.#end({ kind: 'signed-out' });
        return;
      }
    }
    await this.#lookForSession();
    if (address.pathname !== '/') {
      history.replaceState(null, '', '/');
      this.#inform({ kind: 'no-such-page' });
    }
  }

  /** Leaves for the sign-in page, or through it to a provider. */
  async signIn(language: string, provider?: string): Promise<void> {
    if (!this.#client.isStateKept()) {
      this.#inform({ kind: 'storage-blocked' });
      return;
    }
    try {
      await this.#client.signinRedirect({
        ui_locales: language,
        ...(provider === undefined ? {} : { extraQueryParams: { kc_idp_hint: provider } }),
      });
    } catch {
      this.#inform({ kind: 'issuer-away' });
    }
  }

  async signOut(): Promise<void> {
    if (this.#state.kind === 'signed-in') {
      await this.#leave({ subject: String(this.#state.person['sub']), session: sessionOf(this.#state.person) });
    }
  }

  async signOutEverywhere(): Promise<void> {
    if (this.#state.kind !== 'signed-in') {
      return;
    }
    const { person } = this.#state;
    try {
      await endOtherSessions(this.#config);
    } catch (e) {
      console.warn('Not signed out everywhere:', e instanceof Error ? e.message : e);
      this.#inform({ kind: 'not-signed-out-everywhere' });
      return;
    }
    await this.#leave({ subject: String(person['sub']), session: undefined });
  }

  async current(): Promise<string | undefined> {
    if (this.#state.kind !== 'signed-in') {
      return undefined;
    }
    if (isWorthSending(this.#state.token, Date.now())) {
      return this.#state.token.text;
    }
    return (await this.renew())?.text;
  }

  async replace(refused: string, reason: string | undefined): Promise<string | undefined> {
    if (this.#state.kind === 'signed-in' && this.#state.token.text !== refused) {
      return this.#state.token.text;
    }
    return (await this.renew(reason, true))?.text;
  }

  /**
   * Fetches a new token, once for all who ask meanwhile: a refresh token works once.
   *
   * @param reason why the one before was refused
   * @param wasRefused whether it was
   */
  renew(reason?: string, wasRefused = false): Promise<AccessToken | undefined> {
    this.#renewal ??= this.#renewOnce(reason, wasRefused).finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renewOnce(reason: string | undefined, wasRefused: boolean): Promise<AccessToken | undefined> {
    if (this.#state.kind !== 'signed-in') {
      return undefined;
    }
    const before = this.#state;
    let user: User | null;
    try {
      user = await this.#freshUser();
    } catch (e) {
      if (this.#state !== before) {
        return undefined;
      }
      if (isRefusal(e)) {
        await this.#client.removeUser();
        this.#end({ kind: 'session-over', reason });
        return undefined;
      }
      this.#inform({ kind: 'issuer-away' });
      this.#schedule(RETRY_MS);
      if (wasRefused || Date.now() >= before.token.expiresAt) {
        throw new Problem(0);
      }
      return before.token;
    }
    // Somebody may have signed out meanwhile.
    if (user === null || this.#state !== before) {
      return undefined;
    }
    const token = this.#signedIn(user);
    const roles = roleChange(before.token.roles, token.roles);
    const sameRoles = roles.gained.length + roles.lost.length === 0;
    if (sameRoles && reason !== undefined && this.#hasSaid(reason)) {
      return token;
    }
    if (reason !== undefined || !sameRoles) {
      this.#inform({ kind: 'access-changed', reason, roles });
    } else if (this.#notice?.kind === 'issuer-away') {
      this.#inform(undefined);
    }
    return token;
  }

  /** By the refresh token; where that is used up, by the browser's session with the issuer. */
  async #freshUser(): Promise<User | null> {
    try {
      // Said here: for a refresh token the library does not look at its own setting.
      return await this.#client.signinSilent({ silentRequestTimeoutInSeconds: SILENT_SECONDS });
    } catch (e) {
      if (!isRefusal(e)) {
        throw e;
      }
      try {
        return await this.#client.signinSilent({ forceIframeAuth: true });
      } catch {
        throw e;
      }
    }
  }

  /** The second token of a withdrawal's second must not hide what the first one's notice says of roles. */
  #hasSaid(reason: string): boolean {
    return this.#notice?.kind === 'access-changed' && this.#notice.reason === reason;
  }

  /** Whether the address was an answer to this tab's own request. */
  async #comeBack(address: URL): Promise<boolean> {
    try {
      const user = await this.#client.signinCallback(address.href);
      if (user === undefined) {
        return false;
      }
      this.#signedIn(user);
      return true;
    } catch (e) {
      if (isRefusal(e)) {
        this.#end({ kind: e.error === 'access_denied' ? 'sign-in-cancelled' : 'sign-in-failed' });
        return true;
      }
      // An address from the history, or made up by somebody else: no state of ours belongs to it.
      return false;
    }
  }

  async #lookForSession(): Promise<void> {
    try {
      const user = await this.#client.signinSilent();
      if (user !== null) {
        this.#signedIn(user);
        return;
      }
      this.#end(undefined);
    } catch (e) {
      if (e instanceof ErrorTimeout) {
        this.#end(undefined);
        void this.#lookOnceMore();
      } else {
        this.#end(isRefusal(e) ? undefined : { kind: 'issuer-away' });
      }
    }
  }

  /**
   * A frame that did not answer in time belongs to a browser that blocks it, or to an issuer that is slow, such as one that has just
   * been started. People can sign in meanwhile; whoever has a session need not.
   */
  async #lookOnceMore(): Promise<void> {
    const user = await this.#client.signinSilent().catch(() => null);
    if (user !== null && this.#state.kind === 'signed-out') {
      this.#signedIn(user);
    }
  }

  #signedIn(user: User): AccessToken {
    const token = accessToken(user.access_token, user.expires_in ?? 0, Date.now());
    this.#change({ kind: 'signed-in', person: user.profile, token });
    this.#schedule();
    return token;
  }

  async #leave(who: SignedOut): Promise<void> {
    const before = this.#state;
    clearTimeout(this.#timer);
    this.#change({ kind: 'leaving' });
    if (!(await this.#client.isIssuerThere())) {
      this.#notice = { kind: 'not-signed-out' };
      this.#change(before);
      this.#schedule();
      return;
    }
    this.#tabs.signedOut(who);
    // Without some state of its own the client library asks for none back, and the page could not know where it came from.
    await this.#client.signoutRedirect({ state: 'signed-out' }).catch(() => {
      this.#notice = { kind: 'not-signed-out' };
      this.#change(before);
      this.#schedule();
    });
  }

  async #followOtherTab(who: SignedOut): Promise<void> {
    if (
      this.#state.kind === 'signed-in' &&
      concerns(who, String(this.#state.person['sub']), sessionOf(this.#state.person))
    ) {
      this.#end({ kind: 'signed-out-in-another-tab' });
      await this.#client.removeUser();
    }
  }

  #end(notice: Notice | undefined): void {
    clearTimeout(this.#timer);
    this.#notice = notice;
    this.#change({ kind: 'signed-out' });
  }

  /** Only while somebody looks: a forgotten tab must not keep the session alive. */
  #schedule(wait?: number): void {
    clearTimeout(this.#timer);
    if (this.#state.kind === 'signed-in' && document.visibilityState === 'visible') {
      const whenDue = Math.max(renewAt(this.#state.token) - Date.now(), SHORTEST_WAIT_MS);
      this.#timer = setTimeout(() => void this.renew().catch(() => undefined), wait ?? whenDue);
    }
  }

  #inform(notice: Notice | undefined): void {
    this.#notice = notice;
    this.#change(this.#state);
  }

  #change(state: SessionState): void {
    this.#state = state;
    this.#listeners.forEach((listener) => listener());
  }
}

function sessionOf(person: Claims): string | undefined {
  return typeof person['sid'] === 'string' ? person['sid'] : undefined;
}
