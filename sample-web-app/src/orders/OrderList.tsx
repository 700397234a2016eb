import { useLanguage, useWords } from '../language/context.ts';
import type { Order } from './orders.ts';

interface Props {
  readonly orders: readonly Order[];
  readonly subject: string;
  readonly showOwner: boolean;
  readonly onCancel: (order: Order) => void;
}

export function OrderList({ orders, subject, showOwner, onCancel }: Props) {
  const words = useWords();
  const language = useLanguage();
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const count = new Intl.NumberFormat(language);
  return (
    <ul class="orders">
      {orders.map((order) => (
        <li key={order.id} data-order={order.id}>
          <div class="order-text">
            <p class="order-item">
              <bdi>{order.item}</bdi> <span class="pieces">{words.pieces(count.format(order.quantity))}</span>
            </p>
            <p class="order-facts">
              <time dateTime={order.createdAt}>{when.format(new Date(order.createdAt))}</time>
              {showOwner && (
                <span data-owner={order.owner}>
                  {words.by} {order.owner === subject ? (
                    words.you
                  ) : order.ownerName !== undefined ? (
                    <bdi>{order.ownerName}</bdi>
                  ) : (
                    <code>{order.owner.slice(0, 8)}</code>
                  )}
                </span>
              )}
            </p>
          </div>
          <button
            type="button"
            class="plain small"
            aria-label={`${words.cancelOrder}: ${order.item}`}
            onClick={() => onCancel(order)}
          >
            {words.cancel}
          </button>
        </li>
      ))}
    </ul>
  );
}
