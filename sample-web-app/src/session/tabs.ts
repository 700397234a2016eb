/** Tells the other tabs of this browser that somebody signed out. */
export interface Tabs {
  signedOut(who: SignedOut): void;
}

export interface SignedOut {
  readonly subject: string;
  /** Undefined: every session of the subject. */
  readonly session: string | undefined;
}

export function otherTabs(onSignedOut: (who: SignedOut) => void): Tabs {
  const channel = new BroadcastChannel('daemun.signed-out');
  channel.onmessage = (message: MessageEvent<SignedOut>) => onSignedOut(message.data);
  return { signedOut: (who) => channel.postMessage(who) };
}

export function concerns(who: SignedOut, subject: string, session: string | undefined): boolean {
  return who.subject === subject && (who.session === undefined || who.session === session);
}
