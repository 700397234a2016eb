import { render } from 'preact';
import { Api } from './api/api.ts';
import { loadConfig } from './config.ts';
import { Orders } from './orders/orders.ts';
import { App, type Parts } from './page/App.tsx';
import { signInClient } from './session/oidc.ts';
import { Session } from './session/session.ts';
import { watch } from './session/watch.ts';
import './styles.css';

const address = new URL(location.href);

async function open(page: HTMLElement): Promise<void> {
  const config = await loadConfig();
  const client = signInClient(config);
  if (window.parent !== window) {
    // The hidden frame of a silent sign-in: the page around it takes the answer.
    await client.signinSilentCallback(address.href);
    return;
  }
  const session = new Session(client, config);
  const api = new Api(config.apiUrl, session);
  const parts: Parts = { config, session, orders: new Orders(api) };
  render(<App parts={parts} />, page);
  await session.start(address);
  void watch(session, api);
}

// What the browser kept of the page when it left may be of somebody who has signed out since.
addEventListener('pageshow', (event) => {
  if (event.persisted) {
    location.reload();
  }
});

const page = document.getElementById('page');
if (page !== null) {
  open(page).catch((e: unknown) => {
    console.error(e);
    render(<App parts={undefined} />, page);
  });
}
