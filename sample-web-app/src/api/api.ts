import { Problem, problemOf } from './problem.ts';
import { traceParent } from './trace.ts';

/** Where access tokens come from. */
export interface Tokens {
  /** A token that has not expired; undefined when nobody is signed in any more. */
  current(): Promise<string | undefined>;
  /** A new token instead of one that was refused; undefined when there is none to be had. */
  replace(refused: string, reason: string | undefined): Promise<string | undefined>;
}

/** What the outside world does for {@link Api}; tests bring their own. */
export interface Surroundings {
  readonly fetch: typeof fetch;
  readonly pause: (milliseconds: number) => Promise<void>;
}

const BROWSER: Surroundings = {
  fetch: (...request) => fetch(...request),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
};

const TIMEOUT_MS = 20_000;
/** Long enough for a gateway that restarts behind a load balancer, short enough to wait for. */
const PAUSES_MS = [300, 1_000, 2_500];
/** A withdrawal also refuses what is issued later within its second. */
const NEXT_SECOND_MS = 1_050;

/** Calls the API with the person's token, and survives what a person need not hear of. */
export class Api {
  readonly #url: string;
  readonly #tokens: Tokens;
  readonly #surroundings: Surroundings;

  constructor(url: string, tokens: Tokens, surroundings: Surroundings = BROWSER) {
    this.#url = url;
    this.#tokens = tokens;
    this.#surroundings = surroundings;
  }

  /** Throws a {@link Problem}. Asked again while nobody answers, since reading changes nothing. */
  async get(path: string): Promise<unknown> {
    for (const pause of PAUSES_MS) {
      try {
        return await bodyOf(await this.#authorized('GET', path));
      } catch (e) {
        if (!(e instanceof Problem) || !e.isPassing || e.retryAfterSeconds !== undefined) {
          throw e;
        }
        await this.#surroundings.pause(pause);
      }
    }
    return bodyOf(await this.#authorized('GET', path));
  }

  async post(path: string, body: unknown): Promise<unknown> {
    return bodyOf(await this.#authorized('POST', path, body));
  }

  async delete(path: string): Promise<void> {
    await this.#authorized('DELETE', path);
  }

  /** A refused token means that nothing was done, so any call may go out again with a new one. */
  async #authorized(method: string, path: string, body?: unknown): Promise<Response> {
    let token = await this.#tokens.current();
    for (let replacements = 0; token !== undefined; replacements++) {
      const response = await this.#send(method, path, token, body);
      if (response.ok) {
        return response;
      }
      const problem = await problemOf(response);
      if (problem.status !== 401 || replacements === 2) {
        throw problem;
      }
      if (replacements === 1) {
        await this.#surroundings.pause(NEXT_SECOND_MS);
      }
      token = await this.#tokens.replace(token, problem.reason);
    }
    throw new Problem(401);
  }

  async #send(method: string, path: string, token: string, body: unknown): Promise<Response> {
    const headers: Record<string, string> = {
      accept: 'application/json, application/problem+json',
      authorization: `Bearer ${token}`,
      traceparent: traceParent(),
    };
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
    }
    try {
      return await this.#surroundings.fetch(this.#url + path, {
        method,
        headers,
        body: body === undefined ? null : JSON.stringify(body),
        cache: 'no-store',
        credentials: 'omit',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      throw new Problem(0);
    }
  }
}

/** What is no JSON did not come from the service. */
async function bodyOf(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    throw new Problem(502);
  }
}
