import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Problem } from '../api/problem.ts';
import { isItem, quantityOf, readPage, rightsOf } from './orders.ts';

test('an item is one line of text, as the service has it', () => {
  assert.ok(isItem('대문 열쇠'));
  assert.ok(isItem('<img src=x onerror=alert(1)>'));
  assert.ok(isItem('x'.repeat(200)));
  assert.ok(isItem('👨‍👩‍👧‍👦 مفتاح क्‍ष'));
  const controls = ['a\nb', 'a\u0000', 'a\u007f', 'a\u0085', 'a\u2028b', 'a\ud800', 'a\ue000'];
  const turning = ['key \u202e', '\u2066key', 'key\u200f', 'key\u061c', 'a\ufeffb', 'a\u{e0041}'];
  const invisible = ['\u3164', '\u115f\u1160', '\u2800', '\u200b', '\u00a0\u3000', '\u200d', '\u0301'];
  for (const unfit of ['', '   ', 'x'.repeat(201), ...controls, ...turning, ...invisible]) {
    assert.equal(isItem(unfit), false, JSON.stringify(unfit));
  }
});

test('pieces are counted whole', () => {
  assert.equal(quantityOf('1'), 1);
  assert.equal(quantityOf(' 1000 '), 1_000);
  for (const unfit of ['', '0', '-1', '1001', '1.5', '1e2', '0x10', 'one', '99999']) {
    assert.equal(quantityOf(unfit), undefined, unfit);
  }
});

test('what is shown follows the roles', () => {
  assert.deepEqual(rightsOf([]), { sees: false, seesAll: false, mayOrder: false });
  assert.deepEqual(rightsOf(['member']), { sees: true, seesAll: false, mayOrder: true });
  assert.deepEqual(rightsOf(['order-manager']), { sees: true, seesAll: true, mayOrder: false });
  assert.deepEqual(rightsOf(['shop-manager', 'member', 'order-manager']), {
    sees: true,
    seesAll: true,
    mayOrder: true,
  });
});

const order = { id: '1', owner: 'person-1', item: 'x', quantity: 1, createdAt: '2026-11-23T16:00:00.123456Z' };
const page = { items: [order], page: 0, size: 10, total: 1 };

test('a page of orders is read as it is', () => {
  assert.deepEqual(readPage(page), page);
  const named = { ...page, items: [{ ...order, ownerName: '홍길동' }] };
  assert.deepEqual(readPage(named), named);
  assert.deepEqual(readPage({ ...page, items: [{ ...order, ownerName: {} }] }), page);
});

for (const garbage of [
  null,
  'orders',
  [],
  {},
  { ...page, items: {} },
  { ...page, total: '1' },
  { ...page, items: [null] },
  { ...page, items: [{ ...order, item: { toString: 'x' } }] },
  { ...page, items: [{ ...order, createdAt: 'yesterday' }] },
  { ...page, items: [{ ...order, quantity: Number.MAX_VALUE }] },
]) {
  test(`garbage is not drawn as orders: ${JSON.stringify(garbage)}`, () => {
    assert.throws(() => readPage(garbage), (e) => e instanceof Problem && e.status === 502);
  });
}
