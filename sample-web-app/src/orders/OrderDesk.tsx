import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../api/problem.ts';
import { ProblemText } from '../api/ProblemText.tsx';
import { useLanguage, useWords } from '../language/context.ts';
import { Confirm } from '../page/Confirm.tsx';
import { OrderForm } from './OrderForm.tsx';
import { OrderList } from './OrderList.tsx';
import { rightsOf, type Order, type OrderPage, type Orders } from './orders.ts';

interface Said {
  readonly what: 'ordered' | 'cancelled';
  readonly item: string;
}

interface Props {
  readonly orders: Orders;
  readonly subject: string;
  readonly roles: readonly string[];
}

/** Ordering and the orders, as far as the roles of the newest token go. */
export function OrderDesk({ orders, subject, roles }: Props) {
  const words = useWords();
  const { sees, seesAll, mayOrder } = rightsOf(roles);
  const [page, setPage] = useState(0);
  const [shown, setShown] = useState<OrderPage>();
  const [problem, setProblem] = useState<Problem>();
  const [said, setSaid] = useState<Said>();
  const [asking, setAsking] = useState<Order>();
  const heading = useRef<HTMLHeadingElement>(null);
  const newest = useRef(0);

  const load = useCallback(
    async (wanted: number) => {
      // Of two answers on their way, only the one asked for last is drawn.
      const mine = ++newest.current;
      const answer = await orders.page(wanted).catch(asProblem);
      if (mine !== newest.current) {
        return;
      }
      if (answer instanceof Problem) {
        setProblem(answer);
      } else if (answer.items.length === 0 && wanted > 0) {
        setPage(wanted - 1);
      } else {
        setShown(answer);
        setProblem(undefined);
      }
    },
    [orders],
  );

  useEffect(() => {
    // What one saw as a manager must not stay on the page until the answer for a member is there.
    setShown(undefined);
    setPage(0);
  }, [seesAll, sees, subject]);

  useEffect(() => {
    if (sees) {
      void load(page);
    }
    return () => void newest.current++;
  }, [load, page, sees, seesAll, subject]);

  async function order(item: string, quantity: number): Promise<Problem | undefined> {
    setSaid(undefined);
    const answer = await orders.order(item, quantity).catch(asProblem);
    if (answer instanceof Problem) {
      // Nobody answered, but the order may be there.
      if (answer.isPassing) {
        void load(page);
      }
      return answer;
    }
    setSaid({ what: 'ordered', item: answer.item });
    setPage(0);
    // Not waited for: whoever types the next order must not find it cleared when the list comes.
    void load(0);
    return undefined;
  }

  async function cancel(unwanted: Order) {
    setSaid(undefined);
    const failure = await orders.cancel(unwanted.id).then(() => undefined, asProblem);
    await load(page);
    if (failure === undefined) {
      setSaid({ what: 'cancelled', item: unwanted.item });
    } else {
      setProblem(failure);
    }
    // The button that was pressed is gone with its order.
    heading.current?.focus();
  }

  if (!sees) {
    return (
      <section class="card">
        <p>{words.noRightToOrders}</p>
      </section>
    );
  }
  return (
    <>
      {mayOrder && <OrderForm key={subject} subject={subject} onOrder={order} />}
      <section class="card" aria-labelledby="orders" data-orders={seesAll ? 'all' : 'own'}>
        <h2 id="orders" ref={heading} tabIndex={-1}>
          {seesAll ? words.allOrders : words.orders}
        </h2>
        {seesAll && <p class="note">{words.asManager}</p>}
        <p role="status" class="said">
          {said !== undefined && (
            <>
              {words[said.what]} <bdi>{said.item}</bdi>
            </>
          )}
        </p>
        <div role="alert">
          {problem !== undefined && (
            <p class="notice warning" data-problem={problem.status}>
              <span>
                <ProblemText problem={problem} />
              </span>
              <button type="button" class="plain small" onClick={() => load(page)}>
                {words.tryAgain}
              </button>
            </p>
          )}
        </div>
        {shown === undefined ? (
          problem === undefined && <p class="note">{words.loading}</p>
        ) : shown.total === 0 ? (
          <p class="note">{words.noOrders}</p>
        ) : (
          <>
            <OrderList orders={shown.items} subject={subject} showOwner={seesAll} onCancel={setAsking} />
            {shown.total > shown.size && <Pages shown={shown} onPage={setPage} />}
          </>
        )}
        {asking !== undefined && (
          <Confirm
            title={words.cancelTitle}
            yes={words.cancelOrder}
            no={words.keepOrder}
            onAnswer={(yes) => {
              setAsking(undefined);
              if (yes) {
                void cancel(asking);
              }
            }}
          >
            <p>
              <bdi>{asking.item}</bdi>
            </p>
          </Confirm>
        )}
      </section>
    </>
  );
}

function Pages({ shown, onPage }: { readonly shown: OrderPage; readonly onPage: (page: number) => void }) {
  const words = useWords();
  const count = new Intl.NumberFormat(useLanguage());
  const first = shown.page * shown.size;
  const end = first + shown.items.length;
  return (
    <div class="pages">
      <button
        type="button"
        class="plain small"
        disabled={shown.page === 0}
        onClick={() => onPage(shown.page - 1)}
      >
        {words.newer}
      </button>
      <span>{words.shown(count.format(first + 1), count.format(end), count.format(shown.total))}</span>
      <button type="button" class="plain small" disabled={end >= shown.total} onClick={() => onPage(shown.page + 1)}>
        {words.older}
      </button>
    </div>
  );
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) {
    return error;
  }
  throw error;
}
