/** Where the page finds the realm and the API. It is the only thing that differs between one place and another. */
export interface Config {
  /** Exactly as in the tokens. */
  readonly issuer: string;
  readonly clientId: string;
  /** A path of the page's own origin, without a slash at its end. */
  readonly apiUrl: string;
  /** Aliases of the providers that the realm's sign-in page offers; undefined where nobody knows. */
  readonly providers?: readonly string[];
}

/** Reads `/config.json`. Throws when it is missing or names what a token must not be sent to. */
export async function loadConfig(): Promise<Config> {
  const response = await fetch('/config.json', { cache: 'no-store', credentials: 'omit' });
  if (!response.ok) {
    throw new Error(`/config.json answered ${response.status}`);
  }
  return readConfig(await response.json());
}

export function readConfig(json: unknown): Config {
  const { issuer, clientId, apiUrl, providers } = (json ?? {}) as Record<string, unknown>;
  if (typeof issuer !== 'string' || !isIssuer(issuer)) {
    throw new Error('issuer must be an https URL, or http on this machine');
  }
  if (typeof clientId !== 'string' || clientId === '') {
    throw new Error('clientId is missing');
  }
  // A second slash, or a backslash that browsers take for one, would name another host.
  if (typeof apiUrl !== 'string' || !/^\/[^/\\]/.test(apiUrl)) {
    throw new Error('apiUrl must be a path of this origin');
  }
  const config = { issuer, clientId, apiUrl: apiUrl.replace(/\/+$/, '') };
  return Array.isArray(providers)
    ? { ...config, providers: providers.filter((alias) => typeof alias === 'string') }
    : config;
}

function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) {
    return false;
  }
  const { protocol, hostname, search, hash } = new URL(text);
  const onThisMachine = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return search === '' && hash === '' && (protocol === 'https:' || (protocol === 'http:' && onThisMachine));
}
