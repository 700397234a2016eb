import type { Api } from '../api/api.ts';
import type { Session } from './session.ts';

const PAUSE_MS = 2_000;

/**
 * Calls the API again and again while a signed-in person looks at the page, so that whoever was signed out elsewhere, such as by leaving
 * Kakao in another window, sees it here without doing anything: a refused token ends the session or is replaced. It asks for what the
 * service answers from the token alone, without its database. Every other failure is for the person's own calls to say.
 */
export async function watch(session: Session, api: Api): Promise<never> {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (session.state.kind === 'signed-in' && document.visibilityState === 'visible') {
      await api.get('/me').catch(() => undefined);
    }
  }
}
