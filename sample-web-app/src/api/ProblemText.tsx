import { useWords } from '../language/context.ts';
import type { Words } from '../language/en.ts';
import { Problem } from './problem.ts';

/** What went wrong, in words for the person, and what to name when asking for help. */
export function ProblemText({ problem, wasOrdering }: { readonly problem: Problem; readonly wasOrdering?: boolean }) {
  const words = useWords();
  return (
    <>
      {sentence(problem, wasOrdering === true, words)}
      {problem.retryAfterSeconds !== undefined && ` ${words.retryAfter(String(problem.retryAfterSeconds))}`}
      {problem.requestId !== undefined && (
        <>
          {' '}
          <small>{words.requestId(problem.requestId)}</small>
        </>
      )}
    </>
  );
}

function sentence({ status, isPassing }: Problem, wasOrdering: boolean, words: Words): string {
  if (isPassing && wasOrdering) {
    return words.problem.notSure;
  }
  switch (status) {
    case 504:
      return words.problem.slow;
    case 0:
    case 502:
    case 503:
      return words.problem.away;
    case 400:
    case 413:
    case 422:
      return words.problem.invalid;
    case 401:
      return words.problem.refused;
    case 403:
      return words.problem.forbidden;
    case 404:
      return words.problem.gone;
    case 429:
      return words.problem.tooMany;
    default:
      return words.problem.other;
  }
}
