import { Lazy } from '../../base/lazy.js';
import type { CheckOptions, ConnectionCheck } from '../../check/check-report.js';
import type { CheckedSession } from './connection-check.js';
import type { SessionsContext } from '../context/context.js';

/** The check, which few calls need: a chunk of its own. */
const check = /* @__PURE__ */ new Lazy(() => import('./connection-check.js'));

/** As `CallController.checkConnection`. @param session the one under way, if any. */
export async function checkConnection(
  options: CheckOptions,
  call: SessionsContext,
  session: CheckedSession | null,
): Promise<ConnectionCheck> {
  return (await check.load()).checkConnection(call, session, options);
}
