import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { ErrorResponse, ErrorTimeout, type User } from 'oidc-client-ts';
import { Problem } from '../api/problem.ts';
import { Session, type SignInClient } from './session.ts';

const CONFIG = { issuer: 'https://id.example.com/realms/daemun', clientId: 'sample-web-app', apiUrl: '/api' };
const REFUSED = new ErrorResponse({ error: 'invalid_grant' });
const AWAY = new TypeError('Failed to fetch');
const LIFETIME_SECONDS = 300;

/** Tabs of one browser, as far as the session needs them. */
class FakeChannel {
  static readonly open = new Set<FakeChannel>();
  onmessage: ((message: { data: unknown }) => void) | null = null;

  constructor() {
    FakeChannel.open.add(this);
  }

  postMessage(data: unknown): void {
    FakeChannel.open.forEach((other) => other !== this && other.onmessage?.({ data }));
  }
}

let page: EventTarget & { visibilityState: string };

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000 });
  FakeChannel.open.clear();
  page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
  Object.assign(globalThis, { BroadcastChannel: FakeChannel, document: page, history: { replaceState: () => {} } });
});

afterEach(() => mock.timers.reset());

let issued = 0;

function user(roles: string[], sid = 'session-1'): User {
  const claims = Buffer.from(JSON.stringify({ roles, jti: ++issued })).toString('base64url');
  return {
    access_token: `e30.${claims}.c2ln`,
    expires_in: LIFETIME_SECONDS,
    profile: { sub: 'person-1', sid },
  } as unknown as User;
}

type Answer = User | null | Error;

/** The first answer is the session that the browser has. */
function client(...answers: Answer[]) {
  const asked: (boolean | undefined)[] = [];
  const fake: SignInClient = {
    clearStaleState: async () => {},
    isIssuerThere: async () => true,
    isStateKept: () => true,
    removeUser: async () => {},
    signinCallback: async () => undefined,
    signinRedirect: async () => {},
    signinSilent: async (how) => {
      asked.push(how?.forceIframeAuth);
      const answer = answers.shift();
      if (answer === undefined) {
        throw new Error('nothing more was expected');
      }
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
    signoutCallback: async () => undefined,
    signoutRedirect: async () => {},
  };
  return { fake, asked };
}

async function started(fake: SignInClient): Promise<Session> {
  const session = new Session(fake, CONFIG);
  await session.start(new URL('https://app.example.com/'));
  return session;
}

function roles(session: Session): readonly string[] {
  return session.state.kind === 'signed-in' ? session.state.token.roles : [];
}

test('everybody who asks meanwhile gets the one new token, for a refresh token works once', async () => {
  const { fake, asked } = client(user(['member']), user(['member']));
  const session = await started(fake);

  const [first, second] = await Promise.all([session.renew(), session.renew()]);

  assert.equal(first, second);
  assert.equal(asked.length, 2);
});

test('a call that was refused with an older token takes the newer one that is there', async () => {
  const { fake, asked } = client(user(['member']), user(['member']));
  const session = await started(fake);
  const old = await session.current();
  const fresh = await session.renew();

  assert.equal(await session.replace(old ?? '', 'role-revoked'), fresh?.text);
  assert.equal(asked.length, 2);
});

test('a role that is gone from the new token is gone from the page, and said', async () => {
  const { fake } = client(user(['member', 'order-manager']), user(['member']), user(['member']));
  const session = await started(fake);

  const second = await session.replace((await session.current()) ?? '', 'role-revoked');
  const told = { kind: 'access-changed', reason: 'role-revoked', roles: { gained: [], lost: ['order-manager'] } };
  assert.deepEqual(roles(session), ['member']);
  assert.deepEqual(session.notice, told);

  await session.replace(second ?? '', 'role-revoked');
  assert.deepEqual(session.notice, told, 'the second token of the same withdrawal says nothing less');
});

test('where the refresh token is used up, the browser’s session with the issuer goes on', async () => {
  const { fake, asked } = client(user(['member']), REFUSED, user(['member', 'order-manager']));
  const session = await started(fake);

  await session.renew();

  assert.deepEqual(asked, [undefined, undefined, true]);
  assert.deepEqual(roles(session), ['member', 'order-manager']);
});

test('a session that is over leaves no token behind, and says why', async () => {
  const { fake } = client(user(['member']), REFUSED, new ErrorResponse({ error: 'login_required' }));
  const session = await started(fake);

  assert.equal(await session.replace((await session.current()) ?? '', 'disabled'), undefined);
  assert.equal(session.state.kind, 'signed-out');
  assert.equal(await session.current(), undefined);
  assert.deepEqual(session.notice, { kind: 'session-over', reason: 'disabled' });
});

test('nobody is signed out because the issuer is away, and work goes on with the token there is', async () => {
  const { fake } = client(user(['member']), AWAY, user(['member']));
  const session = await started(fake);
  const token = await session.current();

  assert.equal((await session.renew())?.text, token);
  assert.deepEqual(session.notice, { kind: 'issuer-away' });

  mock.timers.tick(5_000);
  await settled(() => session.notice === undefined);
  assert.notEqual(await session.current(), token);
});

test('a refused token is not sent again because the issuer is away', async () => {
  const { fake } = client(user(['member']), AWAY);
  const session = await started(fake);

  await assert.rejects(
    session.replace((await session.current()) ?? '', 'role-revoked'),
    (e) => e instanceof Problem && e.isPassing,
  );
  assert.equal(session.state.kind, 'signed-in');
});

test('a token is renewed before it ends, and only while somebody looks', async () => {
  const { fake, asked } = client(user(['member']), user(['member']), user(['member']));
  const session = await started(fake);

  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));
  mock.timers.tick(LIFETIME_SECONDS * 1_000);
  assert.equal(asked.length, 1);

  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  mock.timers.tick(500);
  await settled(() => asked.length === 2);
  await session.renew();

  mock.timers.tick(LIFETIME_SECONDS * 1_000 - 1_000);
  await settled(() => asked.length === 3);
});

test('an expired token is never handed out', async () => {
  const { fake } = client(user(['member']), user(['member']));
  const session = await started(fake);
  const old = await session.current();
  page.visibilityState = 'hidden';
  page.dispatchEvent(new Event('visibilitychange'));

  mock.timers.tick(LIFETIME_SECONDS * 1_000);

  assert.notEqual(await session.current(), old);
});

test('signing out in one tab signs out the others of that session, and no other', async () => {
  const here = await started(client(user(['member'])).fake);
  const same = await started(client(user(['member'])).fake);
  const other = await started(client(user(['member'], 'session-2')).fake);

  await here.signOut();

  assert.equal(here.state.kind, 'leaving');
  assert.equal(same.state.kind, 'signed-out');
  assert.deepEqual(same.notice, { kind: 'signed-out-in-another-tab' });
  assert.equal(other.state.kind, 'signed-in');
});

test('a renewal on its way does not sign in again who signed out meanwhile', async () => {
  const { fake } = client(user(['member']), user(['member']));
  const session = await started(fake);

  const renewal = session.renew();
  await session.signOut();

  assert.equal(await renewal, undefined);
  assert.equal(session.state.kind, 'leaving');
});

test('whoever has a session is signed in also by an issuer that is slow at first', async () => {
  const { fake, asked } = client(new ErrorTimeout('IFrame timed out'), user(['member']));
  const seen: string[] = [];
  const session = new Session(fake, CONFIG);
  session.subscribe(() => seen.push(session.state.kind));

  await session.start(new URL('https://app.example.com/'));
  await new Promise(setImmediate);

  assert.deepEqual(seen, ['signed-out', 'signed-in'], 'one can sign in while the answer is awaited');

  assert.deepEqual(roles(session), ['member']);
  assert.equal(session.notice, undefined);
  assert.equal(asked.length, 2);
});

test('a browser that blocks the frame is asked twice and no more', async () => {
  const { fake, asked } = client(new ErrorTimeout('IFrame timed out'), new ErrorTimeout('IFrame timed out'));
  const session = await started(fake);

  await new Promise(setImmediate);

  assert.equal(session.state.kind, 'signed-out');
  assert.equal(session.notice, undefined);
  assert.equal(asked.length, 2);
});

test('an address that somebody made up signs nobody in and tells nobody anything', async () => {
  const { fake } = client(new ErrorResponse({ error: 'login_required' }));
  fake.signinCallback = async () => {
    throw new Error('No matching state found in storage');
  };
  const session = new Session(fake, CONFIG);

  await session.start(new URL('https://app.example.com/?code=x&state=y'));

  assert.equal(session.state.kind, 'signed-out');
  assert.equal(session.notice, undefined);
});

test('who cancels at the provider is told just that', async () => {
  const { fake } = client();
  fake.signinCallback = async () => {
    throw new ErrorResponse({ error: 'access_denied' });
  };
  const session = new Session(fake, CONFIG);

  await session.start(new URL('https://app.example.com/?error=access_denied&state=y'));

  assert.deepEqual(session.notice, { kind: 'sign-in-cancelled' });
});

/** Lets promises run until it is so; the clock stands still meanwhile. */
async function settled(isSo: () => boolean): Promise<void> {
  for (let turns = 0; turns < 100 && !isSo(); turns++) {
    await Promise.resolve();
  }
  assert.ok(isSo());
}

test('signing out while the issuer is away leaves nobody in the belief that they are out', async () => {
  const { fake } = client(user(['member']));
  let left = 0;
  fake.isIssuerThere = async () => false;
  fake.signoutRedirect = async () => void left++;
  const session = await started(fake);
  await session.signOut();
  assert.equal(left, 0);
  assert.equal(session.state.kind, 'signed-in');
  assert.equal(session.notice?.kind, 'not-signed-out');
});

test('so does a sign-out that fails on its way', async () => {
  const { fake } = client(user(['member']));
  fake.signoutRedirect = async () => {
    throw AWAY;
  };
  const session = await started(fake);
  await session.signOut();
  assert.equal(session.state.kind, 'signed-in');
  assert.equal(session.notice?.kind, 'not-signed-out');
});

test('where the browser keeps nothing, the page says so instead of blaming the issuer', async () => {
  const { fake } = client(new ErrorResponse({ error: 'login_required' }));
  let left = 0;
  fake.isStateKept = () => false;
  fake.signinRedirect = async () => void left++;
  const session = await started(fake);
  await session.signIn('ko', 'kakao');
  assert.equal(left, 0);
  assert.equal(session.notice?.kind, 'storage-blocked');
});

test('a browser without BroadcastChannel is served all the same', async () => {
  Object.assign(globalThis, {
    BroadcastChannel: class {
      constructor() {
        throw new DOMException('The operation is insecure.', 'SecurityError');
      }
    },
  });
  const { fake } = client(user(['member']));
  const session = await started(fake);
  await session.signOut();
  assert.equal(session.state.kind, 'leaving');
});

test('a mistyped path ends at the start, and says so', async () => {
  const { fake } = client(user(['member']));
  const session = new Session(fake, CONFIG);
  await session.start(new URL('https://app.example.com/odrers'));
  assert.equal(session.state.kind, 'signed-in');
  assert.equal(session.notice?.kind, 'no-such-page');
});
