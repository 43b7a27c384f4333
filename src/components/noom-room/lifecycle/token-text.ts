import type { ComplexAttributeConverter } from 'lit';
import { warn } from '../../internal/element/warn.js';

/** Three parts of base64url (RFC 7519, in the compact form of RFC 7515). */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Takes for a token only what has a token's form: a framework that renders on a server writes a function's source for it, which is
 * nobody's business, the server's neither.
 */
export const tokenText: ComplexAttributeConverter<string | null> = {
  fromAttribute(text) {
    const token = text?.trim() ?? '';
    if (JWT.test(token)) return token;
    if (token !== '')
      warn('<noom-room>', 'token is no JWT, and not used. A function is set by script: room.token = async () => …');
    return null;
  },
};
