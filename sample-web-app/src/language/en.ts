import type { RoleChange } from '../session/token.ts';

const ROLES: Record<string, string> = {
  member: 'Member',
  'order-manager': 'Order manager',
  'shop-manager': 'Shop manager',
};

const PROVIDERS: Record<string, string> = { kakao: 'Kakao', naver: 'Naver', google: 'Google', apple: 'Apple', password: 'Password' };

const REASONS: Record<string, string> = {
  'signed-out': 'You signed out elsewhere.',
  'signed-out-everywhere': 'An administrator signed you out everywhere.',
  'session-ended': 'Your session was ended.',
  'client-session-ended': 'Your sign-in at this app was ended.',
  'everyone-signed-out': 'Everybody was signed out.',
  'token-revoked': 'Your access was revoked.',
  'consent-withdrawn': 'The consent for this app was withdrawn.',
  disabled: 'Your account was disabled.',
  deleted: 'Your account was deleted.',
  'password-changed': 'Your password was changed.',
  'credential-removed': 'A way of signing in was removed from your account.',
  'identity-unlinked': 'A linked account was unlinked from yours.',
  'identity-provider-deleted': 'A way of signing in was removed.',
  'organization-disabled': 'An organization was disabled.',
  'directory-disabled': 'A directory of accounts was disabled.',
  'key-removed': 'A key of the sign-in service was replaced.',
  'role-revoked': 'A role was taken from you.',
  'group-left': 'You were taken out of a group.',
  'role-deleted': 'A role of yours was deleted.',
  'role-renamed': 'A role of yours got another name.',
  'role-composites-changed': 'What a role of yours contains was changed.',
  'group-roles-changed': 'The roles of a group of yours were changed.',
  'group-deleted': 'A group of yours was deleted.',
  'group-moved': 'A group of yours was moved.',
  'client-updated': 'This app was reconfigured.',
  'client-scopes-changed': 'What this app may know was changed.',
  'client-deleted': 'This app was removed.',
  'realm-updated': 'Sign-in was reconfigured.',
  'realm-deleted': 'Sign-in was shut down.',
};

function role(name: string): string {
  return ROLES[name] ?? name;
}

function roleChange({ gained, lost }: RoleChange): string {
  const sentences = [];
  if (gained.length > 0) {
    sentences.push(`You now have: ${gained.map(role).join(', ')}.`);
  }
  if (lost.length > 0) {
    sentences.push(`You no longer have: ${lost.map(role).join(', ')}.`);
  }
  return sentences.join(' ');
}

export const en = {
  languageName: 'English',
  title: 'Daemun',
  tagline: 'One gate to every service',
  skip: 'Skip to content',
  dismiss: 'Dismiss',
  cancel: 'Cancel',
  looking: 'Looking for your session…',
  leaving: 'Signing out…',
  loading: 'Loading…',
  tryAgain: 'Try again',

  brokenTitle: 'The page cannot start',
  brokenText: 'Its configuration is missing or unfit. Whoever runs it finds the cause in the browser’s console.',

  welcomeTitle: 'Come in',
  welcomeText: 'Sign in to place orders and see what your token says about you.',
  withKakao: 'Login with Kakao',
  withNaver: 'Sign in with Naver',
  withGoogle: 'Sign in with Google',
  withApple: 'Sign in with Apple',
  withPassword: 'Sign in with password',
  or: 'or',
  signInNote: 'Your tokens stay in this tab’s memory and are gone when you close it.',

  signOut: 'Sign out',
  signOutEverywhere: 'Sign out everywhere',
  signOutEverywhereTitle: 'Sign out everywhere?',
  signOutEverywhereText: 'Your sessions end in this browser and on every other device.',

  reason: (reason: string) => REASONS[reason] ?? 'Your access was withdrawn.',
  notice: {
    'signed-out': 'You have signed out.',
    'signed-out-in-another-tab': 'You signed out in another tab.',
    'sign-in-cancelled': 'Signing in was cancelled.',
    'sign-in-failed': 'Signing in did not work. Please try once more.',
    'issuer-away': 'The sign-in service cannot be reached just now.',
    'storage-blocked':
      'Your browser keeps nothing for this page, so you cannot sign in here. Allow storage (cookies) for it, or free some space.',
    'not-signed-out':
      'You are still signed in, because the sign-in service cannot be reached just now. Please try once more.',
    'no-such-page': 'There is no such page. This is the start.',
    'not-signed-out-everywhere': 'Signing out everywhere did not work. Your account page lists your sessions:',
  },
  accountPage: 'Open account page',
  sessionOver: 'Your session has ended.',
  signInAgain: 'Please sign in again.',
  askForHelp: 'If you think this is a mistake, ask whoever runs this service.',
  accessRenewed: 'Your access was renewed.',
  roleChange,

  profile: 'Profile',
  name: 'Name',
  noName: 'No name given',
  email: 'E-mail',
  noEmail: 'None given',
  verified: 'Verified',
  notVerified: 'Not verified',
  signedInWith: 'Signed in with',
  provider: (alias: string) => PROVIDERS[alias] ?? alias,
  roles: 'Roles',
  noRoles: 'None',
  role,
  over14: 'At least 14',
  over19: 'At least 19',
  yes: 'Yes',
  no: 'No',
  unknown: 'Not known',

  access: 'Access',
  expiresIn: 'Renewed automatically. Time left:',
  lifetime: 'Time left of the access token',
  renew: 'Renew now',
  renewed: 'Renewed.',
  claims: 'What your token says',
  claim: 'Claim',
  value: 'Value',
  meaning: 'Meaning',
  meanings: {
    iss: 'Who issued it',
    sub: 'Your account, by its number',
    aud: 'The services it is meant for',
    azp: 'The app you signed in to',
    sid: 'Your session',
    jti: 'This token, by its number',
    iat: 'When it was issued',
    exp: 'When it ends',
    scope: 'What the app asked for',
    roles: 'Your roles',
    idp: 'How you signed in',
    age_over_14: 'Whether you are at least 14',
    age_over_19: 'Whether you are at least 19',
    typ: 'How it is used',
  } as Record<string, string>,

  orders: 'Your orders',
  allOrders: 'All orders',
  asManager: 'As an order manager you see and may cancel everybody’s.',
  noRightToOrders: 'None of your roles lets you see orders.',
  newOrder: 'New order',
  item: 'Item',
  itemHint: 'Such as “a key to the gate”',
  quantity: 'Quantity',
  order: 'Order',
  itemWrong: 'Say what you order, in one line of at most 200 characters.',
  quantityWrong: 'A whole number from 1 to 1,000.',
  ordered: 'Ordered:',
  cancelled: 'Cancelled:',
  noOrders: 'No orders yet.',
  pieces: (quantity: string) => `× ${quantity}`,
  by: 'Ordered by',
  you: 'you',
  cancelOrder: 'Cancel order',
  cancelTitle: 'Cancel this order?',
  keepOrder: 'Keep it',
  newer: 'Newer',
  older: 'Older',
  shown: (from: string, to: string, total: string) => `${from}–${to} of ${total}`,

  problem: {
    away: 'The service cannot be reached just now. Nothing of yours is lost.',
    slow: 'The service took too long to answer.',
    notSure: 'The service did not answer. Look at the list before you order again.',
    forbidden: 'Your roles do not allow this.',
    gone: 'This order no longer exists.',
    invalid: 'The service did not accept this.',
    tooMany: 'Too many requests.',
    refused: 'The service does not accept your sign-in. Please sign in again.',
    other: 'Something went wrong.',
  },
  retryAfter: (seconds: string) => `Try again in ${seconds} s.`,
  requestId: (id: string) => `Request ${id}`,
};

export type Words = typeof en;
