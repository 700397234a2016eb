/** An answer that is not what was asked for (RFC 9457), or no answer at all. */
export class Problem extends Error {
  override readonly name = 'Problem';
  /** The HTTP status; 0 when nobody answered. */
  readonly status: number;
  /** Why the token counts no longer, as the revocation feed says it. */
  readonly reason: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** What to name when asking for help. */
  readonly requestId: string | undefined;

  constructor(status: number, rest: { reason?: unknown; retryAfter?: string | null; requestId?: unknown } = {}) {
    super(`status ${status}`);
    this.status = status;
    this.reason = text(rest.reason);
    this.requestId = text(rest.requestId);
    const seconds = Number(rest.retryAfter ?? Number.NaN);
    this.retryAfterSeconds = Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
  }

  /** Neither the page nor the person did anything wrong: later it may work. */
  get isPassing(): boolean {
    return [0, 502, 503, 504].includes(this.status);
  }
}

/** Reads the problem from an answer, whatever its body may be: a proxy on the way knows no problem details. */
export async function problemOf(response: Response): Promise<Problem> {
  const isProblem = /^application\/problem\+json\b/i.test(response.headers.get('content-type') ?? '');
  const body: unknown = isProblem ? await response.json().catch(() => null) : null;
  const members = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
  return new Problem(response.status, {
    reason: members['reason'],
    requestId: members['requestId'] ?? response.headers.get('x-request-id'),
    retryAfter: response.headers.get('retry-after'),
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
