import { expect } from '@open-wc/testing';
import { linkify } from '../../../src/components/noom-chat/links/linkify.js';
import { hrefOf } from '../../../src/components/noom-chat/links/safe-href.js';
import { replace, restore } from '../../fakes/browser/replaced.js';
import { faultOfGrowth, repeated } from '../../harness/growth.js';

/** The links found in a text, as written. */
const links = (text: string): string[] => linkify(text).flatMap((run) => (run.href === undefined ? [] : [run.text]));

/** What looks like one host and is another, or is none that a reader recognizes. */
const HOSTS_THAT_POSE = [
  'https://bank.com@evil.com',
  'https://0x7f.1/',
  'https://3232235521/',
  'https://аpple.com',
  'https://аррӏе.com',
  'https://ｅxample.com',
  'https://example。com',
  'https://אבג.com/x',
  'https:///evil.com',
  'https://exa%6dple.com',
  'https://gоogle.com',
  'https://ɡoogle.com',
  'https://google.cοm',
  'https://१२.com',
  'https://ⓔxample.com',
  'https://пример.рф.evil.com@x',
  'https://ａｂ.com',
  'https://אבג.example/123',
  'https://αρρ.com',
];
const HOSTS_AS_READ = [
  'http://[::1]:3000/a',
  'https://пример.com/',
  'https://münchen.de/straße',
  'https://אבג.com',
  'https://example.com/a?b=c#d(e)',
  'https://ελλάδα.gr',
  'https://موقع.مصر',
  'https://K8s.io',
  'https://пример.рф/путь',
  'https://a-b.example/~ann',
  'https://例え.jp',
];
const HOSTS_CUT_SHORT: [text: string, link: string][] = [
  ['「https://example.com/a」', 'https://example.com/a'],
  ['https://example.com/aㅋㅋㅋ', 'https://example.com/a'],
  ['https://example.com~~', 'https://example.com'],
  ['https://example.com/a~', 'https://example.com/a'],
  ['https://example.com/a👍', 'https://example.com/a'],
  ['https://bank.com\\@evil.com', 'https://bank.com'],
  ['https://bank.com∕login.evil.com', 'https://bank.com'],
  ['https://bank.com。evil.com', 'https://bank.com'],
  ['https://example.com/a/.', 'https://example.com/a/'],
];
/** A text, and the links in it. */
const BY_LANGUAGE: Record<string, [text: string, ...links: string[]][]> = {
  Korean: [
    ['자료는https://example.com/a', 'https://example.com/a'],
    ['https://example.com/i에서 만나요', 'https://example.com/i'],
    ['https://ko.wikipedia.org/wiki/대한민국', 'https://ko.wikipedia.org/wiki/대한민국'],
    ['https://ko.wikipedia.org/wiki/대한민국_헌법은', 'https://ko.wikipedia.org/wiki/대한민국_헌법은'],
    ['https://ko.wikipedia.org/wiki/LG전자', 'https://ko.wikipedia.org/wiki/LG전자'],
    ['https://ko.wikipedia.org/wiki/BTS에서', 'https://ko.wikipedia.org/wiki/BTS'],
    ['https://ko.wikipedia.org/wiki/%EB%8C%80에서', 'https://ko.wikipedia.org/wiki/%EB%8C%80'],
    ['https://example.com에서 봐요', 'https://example.com'],
    ['https://example.com을/를', 'https://example.com'],
    ['https://example.com입니다.감사합니다', 'https://example.com'],
    ['https://example.com.자세히는', 'https://example.com'],
    ['https://example.com/a.자세히', 'https://example.com/a'],
    ['https://한국.kr', 'https://한국.kr'],
    ['https://도메인.한국', 'https://도메인.한국'],
    ['https://도메인.한국에서', 'https://도메인.한국'],
    ['https://example.한국/가', 'https://example.한국/가'],
    ['https://한국은행.kr/소개', 'https://한국은행.kr/소개'],
    ['(참고: https://example.com/a)는', 'https://example.com/a'],
    ['https://example.com/가ㅋㅋ', 'https://example.com/가'],
    [
      'https://search.naver.com/search.naver?query=날씨&where=m',
      'https://search.naver.com/search.naver?query=날씨&where=m',
    ],
    ['https://s.com/?q=아이폰15케이스', 'https://s.com/?q=아이폰15케이스'],
    ['http://localhost:3000에서', 'http://localhost:3000'],
    ['http://localhost에서', 'http://localhost'],
    ['http://192.168.0.1에서', 'http://192.168.0.1'],
    ['mailto:ann@example.com에게', 'mailto:ann@example.com'],
    ['https://example.com에서https://b.example', 'https://example.com', 'https://b.example'],
    ['https://example.com에서.kr', 'https://example.com'],
    ['https://example.com한글.kr'],
    ['https://example.com/에서', 'https://example.com/'],
    ['https://www.example.co.kr입니다.', 'https://www.example.co.kr'],
    ['https://ko.wikipedia.org/wiki/를', 'https://ko.wikipedia.org/wiki/를'],
    ['사이트www.example.kr입니다', 'www.example.kr'],
    ['https://example.com:8080/경로/파일.pdf', 'https://example.com:8080/경로/파일.pdf'],
    ['https://example.com/보고서(최종).pdf', 'https://example.com/보고서(최종).pdf'],
    ['https://example.com/공지사항 확인', 'https://example.com/공지사항'],
    ['(https://example.com/a)을 보세요', 'https://example.com/a'],
    ['https://namu.wiki/w/C언어를', 'https://namu.wiki/w/C언어를'],
    ['https://example.com/a?q=서울#지도', 'https://example.com/a?q=서울#지도'],
    ['링크:www.example.com/a/', 'www.example.com/a/'],
    ['메일은mailto:ann@example.com으로', 'mailto:ann@example.com'],
    ['https://example.com,https', 'https://example.com'],
    ['『https://example.com/a』', 'https://example.com/a'],
    ['https://example.com/a…', 'https://example.com/a'],
    ['https://example.com/가/나/다.html에서', 'https://example.com/가/나/다.html'],
  ],
  Japanese: [
    ['https://example.com/e。よろしく', 'https://example.com/e'],
    ['https://例え.テスト/パス', 'https://例え.テスト/パス'],
    ['https://example.comを見て', 'https://example.com'],
    ['https://example.com/pageを見て', 'https://example.com/page'],
    ['https://example.com/を参照', 'https://example.com/'],
    [
      'https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ',
      'https://ja.wikipedia.org/wiki/レオナルド・ダ・ヴィンチ',
    ],
    ['（https://example.com/a）', 'https://example.com/a'],
    ['https://example.com/a・https://example.com/b', 'https://example.com/a', 'https://example.com/b'],
    ['https://example.jp/a、https://example.jp/b', 'https://example.jp/a', 'https://example.jp/b'],
    ['詳しくはhttps://example.jp/で', 'https://example.jp/'],
    ['https://日本語.jp/ページ', 'https://日本語.jp/ページ'],
    ['https://example.jp/a？', 'https://example.jp/a'],
    ['https://example.jp〜', 'https://example.jp'],
  ],
  Chinese: [
    ['https://ja.wikipedia.org/wiki/日本', 'https://ja.wikipedia.org/wiki/日本'],
    ['请看https://example.com/page谢谢', 'https://example.com/page'],
    ['请看：https://example.com/page，谢谢', 'https://example.com/page'],
    ['https://zh.wikipedia.org/wiki/中国', 'https://zh.wikipedia.org/wiki/中国'],
    ['（例：www.example.jp）', 'www.example.jp'],
    ['网址是https://例子.中国', 'https://例子.中国'],
    ['https://example.cn！', 'https://example.cn'],
    ['https://example.cn；谢谢', 'https://example.cn'],
    ['《https://example.cn/a》', 'https://example.cn/a'],
    ['【https://example.cn/a】', 'https://example.cn/a'],
    ['见https://example.cn/路径/文件。', 'https://example.cn/路径/文件'],
    ['https://example.cn的', 'https://example.cn'],
  ],
  Thai: [
    ['ดูที่https://example.comครับ', 'https://example.com'],
    ['https://th.wikipedia.org/wiki/ประเทศไทย', 'https://th.wikipedia.org/wiki/ประเทศไทย'],
  ],
};

describe('linkify', () => {
  it('returns every character of the text, in order', () => {
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
      expect(hrefOf(text), text).to.equal(null);
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

  it('does not link an address that imitates another', () => {
    expect(links('https://bank.example@evil.example/')).to.deep.equal([]);
    expect(links('https://evil.example/\u202egpj.exe')).to.deep.equal(['https://evil.example/']);
    expect(links('https://')).to.deep.equal([]);
    expect(links('https://exa mple')).to.deep.equal(['https://exa']);
    expect(links('https://exa%6dple.com')).to.deep.equal([]);
    expect(links('https:///evil.example')).to.deep.equal([]);
    expect(links(String.raw`https://bank.example\@evil.example`)).to.deep.equal(['https://bank.example']);
    expect(links('https://user:word@bank.example/')).to.deep.equal([]);
    expect(links('mailto:nobody')).to.deep.equal([]);
    expect(links('xhttps://a.example')).to.deep.equal([]);
  });

  it('leads to the host that the reader sees, or nowhere', () => {
    for (const text of HOSTS_THAT_POSE) expect(links(text), text).to.deep.equal([]);
    for (const text of HOSTS_AS_READ) expect(links(text), text).to.deep.equal([text]);
    for (const [text, link] of HOSTS_CUT_SHORT) expect(links(text), text).to.deep.equal([link]);
  });

  for (const [language, cases] of Object.entries(BY_LANGUAGE)) {
    it(`ends links in ${language} texts where their readers would`, () => {
      for (const [text, ...expected] of cases) {
        expect(links(text), text).to.deep.equal(expected);
        const whole = linkify(`(${text})`).map((run) => run.text);
        expect(whole.join(''), text).to.equal(`(${text})`);
      }
    });
  }

  it('looks at 64 addresses in one message at most', () => {
    expect(links('https://a.example '.repeat(65))).to.have.length(64);
  });

  it('stays quick on a hostile text', () => {
    const text = `https://a.example/${'('.repeat(2000)}${')'.repeat(1900)}`;
    expect(links(text)[0]).to.have.length.above(100);

    let parsed = 0;
    const { canParse } = URL;
    replace(URL, 'canParse', (address: string) => {
      parsed += 1;
      return canParse.call(URL, address);
    });
    try {
      expect(links('www.'.repeat(60))).to.have.length(1);
      expect(parsed, 'how often the browser parsed').to.equal(1);
      // Longer than any host name.
      expect(links('www.'.repeat(1000))).to.deep.equal([]);
      expect(parsed, 'how often the browser parsed a name that is too long').to.equal(1);
    } finally {
      restore();
    }

    for (const unit of ['()', '.', 'a가', '・가', '%', '[']) {
      const probe = { work: linkify, text: repeated(unit, 'https://a.example/') };
      expect(faultOfGrowth(probe), unit).to.equal(null);
    }
  });
});
