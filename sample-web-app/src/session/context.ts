import { createContext } from 'preact';
import { useContext, useLayoutEffect, useState } from 'preact/hooks';
import type { Session } from './session.ts';

const SessionContext = createContext<Session | undefined>(undefined);

export const SessionProvider = SessionContext.Provider;

/** The session; the component is drawn anew whenever it changes. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) {
    throw new Error('no session is provided');
  }
  const [, redraw] = useState(0);
  // Not after the next paint, by when the session may have changed already.
  useLayoutEffect(() => session.subscribe(() => redraw((count) => count + 1)), [session]);
  return session;
}
