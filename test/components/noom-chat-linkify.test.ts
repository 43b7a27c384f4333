import { expect } from '@open-wc/testing';
import { linkify, safeHref } from '../../src/components/noom-chat/linkify.js';

/** The links found in a text, as written. */
const links = (text: string): string[] => linkify(text).flatMap((run) => (run.href === undefined ? [] : [run.text]));

describe('linkify', () => {
  it('gives back every character of the text, in order', () => {
    for (const text of [
      '',
      'hello',
      'see https://a.example, or www.b.example!',
      '  https://a.example\n\n ',
      'https://',
    ]) {
      expect(
        linkify(text)
          .map((run) => run.text)
          .join(''),
      ).to.equal(text);
    }
  });

  it('links http, https and mailto addresses, and www. as https', () => {
    expect(linkify('http://a.example/x?y=1#z')).to.deep.equal([
      { text: 'http://a.example/x?y=1#z', href: 'http://a.example/x?y=1#z' },
    ]);
    expect(linkify('www.example.com')[0]?.href).to.equal('https://www.example.com/');
    expect(linkify('mailto:ann@example.com')[0]?.href).to.equal('mailto:ann@example.com');
    expect(linkify('HTTPS://EXAMPLE.COM')[0]?.href).to.equal('https://example.com/');
  });

  it('links no other scheme, however it is written', () => {
    for (const text of [
      'javascript:alert(1)',
      'JaVaScRiPt:alert(1)',
      'java\u0000script:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'vbscript:x',
      'file:///etc/passwd',
      'blob:https://example.com/1',
      'jAvascript://example.com/%0aalert(1)',
    ]) {
      expect(
        links(text).filter((link) => !/^(https?|mailto):/iu.test(link)),
        text,
      ).to.deep.equal([]);
      expect(safeHref(text), text).to.equal(null);
    }
    expect(links('JaVaScRiPt:https://example.com')).to.deep.equal(['https://example.com']);
  });

  it('leaves the punctuation that follows outside', () => {
    expect(links('Read https://a.example/b. And https://a.example/c?! Also https://a.example/d…')).to.deep.equal([
      'https://a.example/b',
      'https://a.example/c',
      'https://a.example/d',
    ]);
    expect(links("“https://a.example/quoted”, 'https://a.example/single'")).to.deep.equal([
      'https://a.example/quoted',
      'https://a.example/single',
    ]);
  });

  it('keeps a bracket that belongs to the address, and drops one that surrounds it', () => {
    expect(links('(https://en.wikipedia.org/wiki/Tea_(meal))')).to.deep.equal([
      'https://en.wikipedia.org/wiki/Tea_(meal)',
    ]);
    expect(links('(see https://a.example/b)')).to.deep.equal(['https://a.example/b']);
    expect(links('[https://a.example/b].')).to.deep.equal(['https://a.example/b']);
  });

  it('leaves a Korean particle behind a host outside, and Korean in a path inside', () => {
    expect(links('https://example.com에서 봐요')).to.deep.equal(['https://example.com']);
    expect(links('www.example.co.kr입니다.')).to.deep.equal(['www.example.co.kr']);
    expect(links('https://ko.wikipedia.org/wiki/차')).to.deep.equal(['https://ko.wikipedia.org/wiki/차']);
  });

  it('links international hosts to what the browser really opens', () => {
    expect(linkify('https://пример.рф/')[0]?.href).to.equal('https://xn--e1afmkfd.xn--p1ai/');
    expect(linkify('https://한국.kr')[0]?.href).to.equal('https://xn--3e0b707e.kr/');
  });

  it('does not link an address that poses as another', () => {
    expect(links('https://bank.example@evil.example/')).to.deep.equal([]);
    expect(links('https://evil.example/\u202egpj.exe')).to.deep.equal(['https://evil.example/']);
    expect(links('https://')).to.deep.equal([]);
    expect(links('https://exa mple')).to.deep.equal(['https://exa']);
    expect(links('mailto:nobody')).to.deep.equal([]);
    expect(links('xhttps://a.example')).to.deep.equal([]);
  });

  it('stays quick on a hostile text', () => {
    const text = `https://a.example/${'('.repeat(2000)}${')'.repeat(1900)}`;
    expect(links(text)[0]).to.have.length.above(100);
    expect(links('www.'.repeat(1000))).to.have.length(1);
  });
});
