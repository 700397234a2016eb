import { useEffect, useId, useRef } from 'preact/hooks';
import type { ComponentChildren } from 'preact';

interface Props {
  readonly title: string;
  readonly yes: string;
  readonly no: string;
  readonly children: ComponentChildren;
  readonly onAnswer: (yes: boolean) => void;
}

/** Asks before something that cannot be taken back. The browser keeps the focus inside and gives it back. */
export function Confirm({ title, yes, no, children, onAnswer }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  function answer(yes: boolean) {
    // Before it is gone from the page: only then the focus goes back.
    dialog.current?.close();
    onAnswer(yes);
  }

  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        answer(false);
      }}
    >
      <h2 id={titleId}>{title}</h2>
      <div class="dialog-text">{children}</div>
      <div class="buttons">
        <button type="button" class="plain" onClick={() => answer(false)}>
          {no}
        </button>
        <button type="button" class="danger" onClick={() => answer(true)}>
          {yes}
        </button>
      </div>
    </dialog>
  );
}
