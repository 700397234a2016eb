import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import type { Api } from '../api/api.ts';
import type { Session, SessionState } from './session.ts';
import { watch } from './watch.ts';

let page: { visibilityState: string };
let state: SessionState['kind'];
let calls: number;
let paths: Set<string>;

beforeEach(() => {
  mock.timers.enable({ apis: ['setTimeout'] });
  page = { visibilityState: 'visible' };
  Object.assign(globalThis, { document: page });
  state = 'signed-in';
  calls = 0;
  paths = new Set();
});

afterEach(() => mock.timers.reset());

const session = {
  get state() {
    return { kind: state };
  },
} as Session;

function api(answer: () => Promise<unknown>): Api {
  return {
    get: (path: string) => {
      calls++;
      paths.add(path);
      return answer();
    },
  } as unknown as Api;
}

/** Lets some pauses pass, and what is begun in each of them end. */
async function pass(pauses: number): Promise<void> {
  for (let i = 0; i < pauses; i++) {
    mock.timers.tick(2_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('whoever looks at the page is looked after, whatever the answers are', async () => {
  void watch(session, api(() => (calls === 1 ? Promise.reject(new Error('refused')) : Promise.resolve({}))));
  await pass(3);
  assert.equal(calls, 3);
});

test('the service needs no database to answer', async () => {
  void watch(session, api(() => Promise.resolve({})));
  await pass(3);
  assert.deepEqual([...paths], ['/me']);
});

test('nothing is called while nobody is signed in, or nobody looks', async () => {
  void watch(session, api(() => Promise.resolve({})));
  state = 'signed-out';
  await pass(2);
  state = 'signed-in';
  page.visibilityState = 'hidden';
  await pass(2);
  assert.equal(calls, 0);
  page.visibilityState = 'visible';
  await pass(1);
  assert.equal(calls, 1);
});

test('one call at a time: the next waits for the answer to the one before', async () => {
  void watch(session, api(() => new Promise(() => {})));
  await pass(5);
  assert.equal(calls, 1);
});
