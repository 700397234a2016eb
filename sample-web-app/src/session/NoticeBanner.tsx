import { useWords } from '../language/context.ts';
import { type Notice, sentences } from './notice.ts';

interface Props {
  readonly notice: Notice | undefined;
  readonly accountPage: string;
  readonly onDismiss: () => void;
}

/** Always there, even when empty: a screen reader reads only what changes inside a region that it knows already. */
export function NoticeBanner({ notice, accountPage, onDismiss }: Props) {
  const words = useWords();
  return (
    <div role="status" class="notices">
      {notice !== undefined && (
        <div class={`notice ${isCalm(notice) ? 'calm' : 'warning'}`} data-notice={notice.kind}>
          <p>
            {sentences(notice, words).join(' ')}
            {notice.kind === 'not-signed-out-everywhere' && (
              <>
                {' '}
                <a href={accountPage} rel="noreferrer">
                  {words.accountPage}
                </a>
              </>
            )}
          </p>
          <button type="button" class="plain small" onClick={onDismiss}>
            {words.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}

function isCalm(notice: Notice): boolean {
  return (
    notice.kind === 'signed-out' ||
    notice.kind === 'signed-out-in-another-tab' ||
    (notice.kind === 'access-changed' && notice.roles.lost.length === 0)
  );
}
