import type { INavigator } from 'oidc-client-ts';

/**
 * How the page leaves for the issuer. To sign out it sends a form: in an address the ID token, with the person's name and
 * e-mail, would stay in the browser's history, and be shown while the issuer is away.
 */
export class Leaving implements INavigator {
  async prepare() {
    return {
      navigate: ({ url }: { readonly url: string }): Promise<never> => {
        const target = new URL(url);
        if (target.searchParams.has('id_token_hint')) {
          sendForm(target);
        } else {
          location.assign(url);
        }
        // The page is on its way; nothing comes back to this one.
        return new Promise<never>(() => {});
      },
      close: () => {},
    };
  }

  async callback(): Promise<void> {}
}

function sendForm(target: URL): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = target.origin + target.pathname;
  target.searchParams.forEach((value, name) => {
    const field = document.createElement('input');
    field.type = 'hidden';
    field.name = name;
    field.value = value;
    form.append(field);
  });
  document.body.append(form);
  form.submit();
}

/** Whether the issuer answers; a browser that has left for one that does not shows a page of its own. */
export async function answers(issuer: string): Promise<boolean> {
  try {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(LONGEST_WAIT_MS),
    });
    return response.ok;
  } catch {
    return false;
  }
}

const LONGEST_WAIT_MS = 5_000;
