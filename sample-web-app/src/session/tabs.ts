/** Lets the other tabs of this browser know that somebody signed out. */
export interface Tabs {
  signedOut(who: SignedOut): void;
}

export interface SignedOut {
  readonly subject: string;
  /** Undefined: every session of the subject. */
  readonly session: string | undefined;
}

export function otherTabs(onSignedOut: (who: SignedOut) => void): Tabs {
  try {
    const channel = new BroadcastChannel('daemun.signed-out');
    channel.onmessage = (message: MessageEvent<SignedOut>) => onSignedOut(message.data);
    return { signedOut: (who) => channel.postMessage(who) };
  } catch {
    // A browser may refuse it. Then another tab hears of it from its next refused token.
    return { signedOut: () => {} };
  }
}

export function concerns(who: SignedOut, subject: string, session: string | undefined): boolean {
  return who.subject === subject && (who.session === undefined || who.session === session);
}
