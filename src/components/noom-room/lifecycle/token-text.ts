import type { ComplexAttributeConverter } from 'lit';
import { warn } from '../../internal/element/warn.js';

/** Three parts of base64url (RFC 7519, in the compact form of RFC 7515). */
const JWT = /^[\w-]+\.[\w-]+\.[\w-]+$/;

/**
 * Accepts only text in the form of a JWT: a framework that renders on a server writes the source of a function into the
 * attribute, which must not be sent anywhere.
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
