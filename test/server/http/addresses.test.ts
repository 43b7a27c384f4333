import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baseUrl, clientAddress, isLoopback } from '../../../demo-server/access/addresses.js';

test('only this machine reaches a loopback address', () => {
  for (const host of ['127.0.0.1', '127.1.2.3', 'localhost', 'LOCALHOST', '::1', '[::1]'])
    assert.ok(isLoopback(host), host);
  for (const host of ['0.0.0.0', '::', '192.168.1.5', 'localhost.example', '127.0.0.1.example', '1270.0.0.1', '']) {
    assert.ok(!isLoopback(host), host);
  }
});

test('the URL of a server is one that can be opened', () => {
  const ipv4 = { address: '', family: 'IPv4', port: 3000 };
  const ipv6 = { address: '', family: 'IPv6', port: 3000 };
  assert.equal(baseUrl('http', '127.0.0.1', ipv4), 'http://127.0.0.1:3000');
  assert.equal(baseUrl('https', 'localhost', ipv4), 'https://localhost:3000');
  assert.equal(baseUrl('http', '0.0.0.0', ipv4), 'http://127.0.0.1:3000');
  assert.equal(baseUrl('http', '::', ipv6), 'http://[::1]:3000');
  assert.equal(baseUrl('http', '[::1]', ipv6), 'http://[::1]:3000');
});

test('the address a request comes from', () => {
  const request = (remoteAddress: string, forwarded?: string): Parameters<typeof clientAddress>[0] =>
    ({ headers: { 'x-forwarded-for': forwarded }, socket: { remoteAddress } }) as unknown as Parameters<
      typeof clientAddress
    >[0];
  assert.equal(clientAddress(request('192.0.2.1'), 0), '192.0.2.1');
  assert.equal(clientAddress(request('192.0.2.1', '203.0.113.5'), 0), '192.0.2.1');
  assert.equal(clientAddress(request('192.0.2.1', '203.0.113.5, 203.0.113.6'), 1), '203.0.113.6');
  assert.equal(clientAddress(request('192.0.2.1', '203.0.113.5, 203.0.113.6'), 2), '203.0.113.5');
  assert.equal(clientAddress(request('192.0.2.1'), 2), '192.0.2.1');
  for (const [written, read] of [
    ['203.0.113.5:4711', '203.0.113.5'],
    ['[2001:db8::1]:4711', '2001:db8:0:0::/64'],
    ['[2001:db8::1]', '2001:db8:0:0::/64'],
    ['"[2001:db8::1]:4711"', '2001:db8:0:0::/64'],
    ['2001:DB8:0000::0001', '2001:db8:0:0::/64'],
    ['2001:0db8:0:0:1:2:3:4', '2001:db8:0:0::/64'],
    ['::ffff:203.0.113.5', '203.0.113.5'],
    ['::ffff:cb00:7105', '203.0.113.5'],
    ['[::ffff:203.0.113.5]:80', '203.0.113.5'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    // What is not an address counts as the proxy's own.
    ['unknown', '192.0.2.1'],
    ['_hidden:4711', '192.0.2.1'],
    ['203.0.113.5:4711:1', '192.0.2.1'],
    ['203.0.113.999', '192.0.2.1'],
    ['[]', '192.0.2.1'],
  ] as const) {
    assert.equal(clientAddress(request('192.0.2.1', `198.51.100.1, ${written}`), 1), read, written);
  }
  assert.equal(clientAddress(request('::ffff:192.0.2.1'), 0), '192.0.2.1');
  assert.equal(clientAddress(request('2001:db8:1:2:3:4:5:6'), 0), '2001:db8:1:2::/64');
  assert.equal(clientAddress(request('2001:db8::1'), 0), '2001:db8:0:0::/64');
  assert.equal(clientAddress(request('::1'), 0), '0:0:0:0::/64');
});
