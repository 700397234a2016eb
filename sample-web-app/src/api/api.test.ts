import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Api, type Tokens } from './api.ts';
import { Problem } from './problem.ts';

type Answer = Response | Error;

function problem(status: number, members: object = {}, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ status, ...members }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  });
}

class FakeTokens implements Tokens {
  readonly reasons: (string | undefined)[] = [];
  readonly #more: string[];

  constructor(...more: string[]) {
    this.#more = more;
  }

  async current(): Promise<string | undefined> {
    return 'first';
  }

  async replace(_refused: string, reason: string | undefined): Promise<string | undefined> {
    this.reasons.push(reason);
    return this.#more.shift();
  }
}

function api(tokens: Tokens, ...answers: Answer[]) {
  const sent: string[] = [];
  const traces: string[] = [];
  const pauses: number[] = [];
  const calls = new Api('/api', tokens, {
    fetch: async (url, request) => {
      const headers = request?.headers as Record<string, string>;
      sent.push(`${request?.method} ${String(url)} ${headers['authorization']}`);
      traces.push(headers['traceparent'] ?? '');
      const answer = answers.shift();
      if (answer === undefined) {
        throw new Error('nothing more was expected');
      }
      if (answer instanceof Error) {
        throw answer;
      }
      return answer;
    },
    pause: async (milliseconds) => void pauses.push(milliseconds),
  });
  return { calls, sent, traces, pauses };
}

test('a refused token is replaced and the call goes out again', async () => {
  const tokens = new FakeTokens('second');
  const { calls, sent, pauses } = api(tokens, problem(401, { reason: 'role-revoked' }), Response.json({ id: '1' }));

  assert.deepEqual(await calls.post('/orders', { item: 'x' }), { id: '1' });
  assert.deepEqual(sent, ['POST /api/orders Bearer first', 'POST /api/orders Bearer second']);
  assert.deepEqual(tokens.reasons, ['role-revoked']);
  assert.deepEqual(pauses, []);
});

test('each call begins a trace of its own, and leaves it to the gateway whether it is kept', async () => {
  const { calls, traces } = api(new FakeTokens('second'), problem(401), Response.json([]));

  await calls.get('/orders');
  assert.equal(new Set(traces).size, 2);
  for (const trace of traces) {
    assert.match(trace, /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-00$/);
  }
});

test('a token issued in the second of the withdrawal is replaced in the next second', async () => {
  const tokens = new FakeTokens('second', 'third');
  const refused = { reason: 'role-revoked' };
  const { calls, sent, pauses } = api(tokens, problem(401, refused), problem(401, refused), Response.json([]));

  assert.deepEqual(await calls.get('/orders'), []);
  assert.equal(sent.at(-1), 'GET /api/orders Bearer third');
  assert.equal(pauses.length, 1);
  assert.ok((pauses[0] ?? 0) > 1_000);
});

test('a service that refuses every token is not asked for ever', async () => {
  const { calls, sent } = api(new FakeTokens('second', 'third', 'fourth'), problem(401), problem(401), problem(401));

  await assert.rejects(calls.get('/orders'), (e) => e instanceof Problem && e.status === 401);
  assert.equal(sent.length, 3);
});

test('without another token the call ends as refused', async () => {
  const { calls, sent } = api(new FakeTokens(), problem(401, { reason: 'signed-out' }));

  await assert.rejects(calls.get('/orders'), (e) => e instanceof Problem && e.status === 401);
  assert.equal(sent.length, 1);
});

test('reading outlasts a gateway that restarts', async () => {
  const { calls, sent, pauses } = api(new FakeTokens(), new TypeError(), problem(502), Response.json([1]));

  assert.deepEqual(await calls.get('/orders'), [1]);
  assert.equal(sent.length, 3);
  assert.equal(pauses.length, 2);
});

test('an order is never sent twice because nobody answered', async () => {
  const { calls, sent } = api(new FakeTokens(), new TypeError());

  await assert.rejects(calls.post('/orders', {}), (e) => e instanceof Problem && e.status === 0 && e.isPassing);
  assert.equal(sent.length, 1);
});

test('who says when to come back is not asked before', async () => {
  const { calls, sent } = api(new FakeTokens(), problem(503, {}, { 'retry-after': '7' }));

  await assert.rejects(calls.get('/orders'), (e) => e instanceof Problem && e.retryAfterSeconds === 7);
  assert.equal(sent.length, 1);
});

test('a page of a proxy is a problem too', async () => {
  const page = new Response('<h1>Bad gateway</h1>', {
    status: 500,
    headers: { 'content-type': 'text/html', 'x-request-id': 'abc' },
  });
  const { calls } = api(new FakeTokens(), page);

  await assert.rejects(
    calls.get('/orders'),
    (e) => e instanceof Problem && e.status === 500 && e.reason === undefined && e.requestId === 'abc',
  );
});

test('an answer that is no JSON is nobody’s answer', async () => {
  const garbage = () => new Response('<p>hello</p>', { headers: { 'content-type': 'text/html' } });
  const { calls } = api(new FakeTokens(), garbage(), garbage(), garbage(), garbage());

  await assert.rejects(calls.get('/orders'), (e) => e instanceof Problem && e.status === 502);
});
