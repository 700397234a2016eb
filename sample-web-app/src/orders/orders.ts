import type { Api } from '../api/api.ts';
import { Problem } from '../api/problem.ts';

export interface Order {
  readonly id: string;
  /** The `sub` of whoever made it. */
  readonly owner: string;
  /** For an order manager, where the service knows it. */
  readonly ownerName?: string;
  readonly item: string;
  readonly quantity: number;
  readonly createdAt: string;
}

/** Some of many orders, the newest first. */
export interface OrderPage {
  readonly items: readonly Order[];
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

const SIZE = 10;
const LONGEST_ITEM = 200;
const MOST_PIECES = 1_000;

/** The sample service's orders. Each call throws a `Problem`. */
export class Orders {
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  async page(page: number): Promise<OrderPage> {
    return readPage(await this.#api.get(`/orders?page=${page}&size=${SIZE}`));
  }

  async order(item: string, quantity: number): Promise<Order> {
    return readOrder(await this.#api.post('/orders', { item, quantity }));
  }

  async cancel(id: string): Promise<void> {
    await this.#api.delete(`/orders/${encodeURIComponent(id)}`);
  }
}

/** Throws where the answer is none of the service's, so that nothing but orders is ever drawn as one. */
export function readPage(json: unknown): OrderPage {
  const { items, page, size, total } = members(json);
  if (!Array.isArray(items) || !isCount(page) || !isCount(size) || !isCount(total)) {
    throw new Problem(502);
  }
  return { items: items.map(readOrder), page, size, total };
}

export function readOrder(json: unknown): Order {
  const { id, owner, ownerName, item, quantity, createdAt } = members(json);
  if (!isText(id) || !isText(owner) || !isText(item) || !isCount(quantity) || !isText(createdAt)) {
    throw new Problem(502);
  }
  if (Number.isNaN(Date.parse(createdAt))) {
    throw new Problem(502);
  }
  const order = { id, owner, item, quantity, createdAt };
  return isText(ownerName) && ownerName !== '' ? { ...order, ownerName } : order;
}

function members(json: unknown): Record<string, unknown> {
  return (json ?? {}) as Record<string, unknown>;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** The service's own rule, so that a mistake shows before it is asked: nothing that hides text or turns it around. */
export function isItem(text: string): boolean {
  return text.length <= LONGEST_ITEM && !HIDING.test(text) && VISIBLE.test(text);
}

/** U+200C and U+200D belong to Indic scripts and emoji. */
const HIDING = /(?![\u200C\u200D])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Cn}\p{Co}]/u;
/** Unicode calls the Hangul fillers letters, and the empty Braille pattern a symbol. */
const VISIBLE = /(?![\u115F\u1160\u3164\uFFA0\u2800])[\p{L}\p{N}\p{P}\p{S}]/u;

/** Undefined where the text is no number of pieces. */
export function quantityOf(text: string): number | undefined {
  const quantity = /^\d{1,4}$/.test(text.trim()) ? Number(text) : 0;
  return quantity >= 1 && quantity <= MOST_PIECES ? quantity : undefined;
}

/** Which part of the page's data a person with these roles sees. */
export function rightsOf(roles: readonly string[]): OrderRights {
  const seesAll = roles.includes('order-manager');
  const mayOrder = roles.includes('member');
  return { seesAll, mayOrder, sees: seesAll || mayOrder };
}

export interface OrderRights {
  readonly sees: boolean;
  readonly seesAll: boolean;
  readonly mayOrder: boolean;
}
