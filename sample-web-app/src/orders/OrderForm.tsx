import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/problem.ts';
import { ProblemText } from '../api/ProblemText.tsx';
import { useWords } from '../language/context.ts';
import { Drafts, EMPTY } from './draft.ts';
import { isItem, quantityOf } from './orders.ts';

const drafts = new Drafts();

interface Props {
  /** Whose form it is. */
  readonly subject: string;
  /** Ends with the problem, if there was one. */
  readonly onOrder: (item: string, quantity: number) => Promise<Problem | undefined>;
}

export function OrderForm({ subject, onOrder }: Props) {
  const words = useWords();
  const [draft, setDraft] = useState(() => drafts.of(subject));
  const { item, quantity } = draft;
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const itemField = useRef<HTMLInputElement>(null);
  const quantityField = useRef<HTMLInputElement>(null);
  useEffect(() => drafts.keep(subject, draft), [subject, draft]);
  const itemIsWrong = checked && !isItem(item);
  const quantityIsWrong = checked && quantityOf(quantity) === undefined;

  async function submit(event: Event) {
    event.preventDefault();
    if (busy) {
      return;
    }
    setChecked(true);
    setProblem(undefined);
    const pieces = quantityOf(quantity);
    if (!isItem(item)) {
      itemField.current?.focus();
    } else if (pieces === undefined) {
      quantityField.current?.focus();
    } else {
      setBusy(true);
      const found = await onOrder(item, pieces);
      setBusy(false);
      setProblem(found);
      if (found === undefined) {
        // What was typed while the order was on its way is the next one.
        setDraft((now) => (now === draft ? EMPTY : now));
        setChecked(false);
        itemField.current?.focus();
      }
    }
  }

  return (
    <form class="card order-form" noValidate aria-labelledby="new-order" onSubmit={submit}>
      <h2 id="new-order">{words.newOrder}</h2>
      <div class="fields">
        <div class="field grows">
          <label for="item">{words.item}</label>
          <input
            ref={itemField}
            id="item"
            name="item"
            autocomplete="off"
            required
            maxLength={200}
            placeholder={words.itemHint}
            value={item}
            aria-invalid={itemIsWrong}
            aria-describedby={itemIsWrong ? 'item-wrong' : undefined}
            onInput={(event) => setDraft({ item: event.currentTarget.value, quantity })}
          />
          {itemIsWrong && (
            <p class="wrong" id="item-wrong">
              {words.itemWrong}
            </p>
          )}
        </div>
        <div class="field">
          <label for="quantity">{words.quantity}</label>
          <input
            ref={quantityField}
            id="quantity"
            name="quantity"
            type="text"
            inputMode="numeric"
            autocomplete="off"
            required
            maxLength={4}
            value={quantity}
            aria-invalid={quantityIsWrong}
            aria-describedby={quantityIsWrong ? 'quantity-wrong' : undefined}
            onInput={(event) => setDraft({ item, quantity: event.currentTarget.value })}
          />
          {quantityIsWrong && (
            <p class="wrong" id="quantity-wrong">
              {words.quantityWrong}
            </p>
          )}
        </div>
        <button type="submit" class="primary" aria-disabled={busy}>
          {words.order}
        </button>
      </div>
      <p role="alert" class="wrong">
        {problem !== undefined && <ProblemText problem={problem} wasOrdering />}
      </p>
    </form>
  );
}
