import type { Api } from '../api/api.ts';

export interface Order {
  readonly id: string;
  /** The `sub` of whoever made it. */
  readonly owner: string;
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
    return (await this.#api.get(`/orders?page=${page}&size=${SIZE}`)) as OrderPage;
  }

  async order(item: string, quantity: number): Promise<Order> {
    return (await this.#api.post('/orders', { item, quantity })) as Order;
  }

  async cancel(id: string): Promise<void> {
    await this.#api.delete(`/orders/${encodeURIComponent(id)}`);
  }
}

/** The service's own rule, to tell before asking it. */
export function isItem(text: string): boolean {
  return text.trim() !== '' && text.length <= LONGEST_ITEM && !/\p{Cc}/u.test(text);
}

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
