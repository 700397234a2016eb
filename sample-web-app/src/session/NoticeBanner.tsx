import { useWords } from '../language/context.ts';
import type { Words } from '../language/en.ts';
import type { Notice } from './notice.ts';

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

/** Whoever has no account any more, or must not use it, would only be refused again. */
function signingInHelps(reason: string | undefined): boolean {
  return reason === undefined || !['disabled', 'deleted', 'client-deleted', 'realm-deleted'].includes(reason);
}

function isCalm(notice: Notice): boolean {
  return (
    notice.kind === 'signed-out' ||
    notice.kind === 'signed-out-in-another-tab' ||
    (notice.kind === 'access-changed' && notice.roles.lost.length === 0)
  );
}

function sentences(notice: Notice, words: Words): string[] {
  switch (notice.kind) {
    case 'session-over':
      return [
        notice.reason === undefined ? words.sessionOver : words.reason(notice.reason),
        signingInHelps(notice.reason) ? words.signInAgain : words.askForHelp,
      ];
    case 'access-changed':
      return [
        ...(notice.reason === undefined ? [] : [words.reason(notice.reason)]),
        words.roleChange(notice.roles),
        words.accessRenewed,
      ].filter((sentence) => sentence !== '');
    default:
      return [words.notice[notice.kind]];
  }
}
