import { expect } from '@open-wc/testing';
import { loadSelected, saveSelected } from '../../../src/core/devices/preferences.js';
import { pageStorage, type PreferenceStorage } from '../../../src/core/base/storage.js';

const NONE = { camera: '', microphone: '', speaker: '' };
const CHOSEN = { camera: 'front', microphone: 'desk', speaker: 'loud' };

function memoryStorage(value: string | null = null): PreferenceStorage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? value,
    setItem: (key, text) => void values.set(key, text),
  };
}

const brokenStorage: PreferenceStorage = {
  getItem: () => {
    throw new DOMException('', 'SecurityError');
  },
  setItem: () => {
    throw new DOMException('', 'QuotaExceededError');
  },
};

describe('the selected devices', () => {
  it('are remembered', () => {
    const storage = memoryStorage();
    saveSelected(storage, CHOSEN);
    expect(loadSelected(storage)).to.deep.equal(CHOSEN);
  });

  it('are none before any was selected, and where nothing can be remembered', () => {
    expect(loadSelected(memoryStorage())).to.deep.equal(NONE);
    expect(loadSelected(null)).to.deep.equal(NONE);
    saveSelected(null, CHOSEN);
  });

  it('are none where storage is forbidden or full, and nothing is thrown', () => {
    saveSelected(brokenStorage, CHOSEN);
    expect(loadSelected(brokenStorage)).to.deep.equal(NONE);
  });

  for (const garbage of [
    '',
    'no json',
    'null',
    '5',
    '"text"',
    '[]',
    '[["camera"]]',
    '{"camera":{"a":1},"speaker":7}',
  ]) {
    it(`are none when the storage holds ${garbage === '' ? 'an empty text' : garbage}`, () => {
      expect(loadSelected(memoryStorage(garbage))).to.deep.equal(NONE);
    });
  }

  it('are those that can be read, whatever is stored beside them', () => {
    const stored = '{"camera":"front","microphone":null,"other":"x","__proto__":{"speaker":"loud"}}';
    expect(loadSelected(memoryStorage(stored))).to.deep.equal({ ...NONE, camera: 'front' });
  });

  it('are kept in the page’s own storage by default', () => {
    expect(pageStorage()).to.equal(localStorage);
  });
});
