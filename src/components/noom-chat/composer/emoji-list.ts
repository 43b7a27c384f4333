import type { TextKey } from '../../internal/localization/index.js';

/** A kind of emoji. Screen readers name each of them in the language of their user. */
export interface EmojiKind {
  readonly title: TextKey;
  readonly emojis: readonly string[];
}

const split = (emojis: string): readonly string[] => emojis.split(' ');

/** The emojis that can be inserted, by kind. */
export const EMOJI_KINDS: readonly EmojiKind[] = [
  {
    title: 'emojiFaces',
    emojis: split(
      '😀 😄 😁 😂 🤣 😊 🙂 😉 😍 🥰 😘 😋 😎 🤩 🥳 🤔 🤨 😐 🙄 😏 😴 😌 😔 😢 😭 😤 😠 😱 😳 🥺 😅 😬 🤯 🤗 🤫 🤝 😇 🤓 🥱 🤒',
    ),
  },
  {
    title: 'emojiHands',
    emojis: split('👍 👎 👏 🙌 🙏 💪 👋 ✋ 👌 ✌️ 🤞 🤙 👉 👈 👆 👇 ✊ 👊 🫶 ✍️ 👀 🧠 🙋 🤷'),
  },
  {
    title: 'emojiSigns',
    emojis: split('❤️ 🧡 💛 💚 💙 💜 🖤 💔 ✨ ⭐ 🔥 💯 ✅ ❌ ❗ ❓ ⚠️ 💡 🎯 📌 🔔 🔒 ➡️ ⬅️'),
  },
  {
    title: 'emojiNature',
    emojis: split('🐶 🐱 🐭 🐰 🦊 🐻 🐼 🐯 🐸 🐵 🐔 🐧 🦉 🐝 🦋 🐢 🐬 🌸 🌹 🌻 🌲 🍀 🌈 ☀️ 🌙 ☁️ ☔ ❄️ 🌊 🌍 ⚡ 🌱'),
  },
  {
    title: 'emojiFood',
    emojis: split('🍎 🍌 🍓 🍇 🍉 🍑 🥑 🥕 🍞 🧀 🍕 🍔 🍟 🌮 🍜 🍣 🍚 🍙 🍦 🍰 🎂 🍪 🍫 ☕ 🍵 🍺 🍷 🥂'),
  },
  {
    title: 'emojiThings',
    emojis: split('🎉 🎁 🎈 🏆 ⚽ 🏀 🎮 🎵 🎤 🎨 📷 💻 📱 ⌨️ 🖨️ 📄 📊 📅 📎 ✏️ 📚 💼 ⏰ 💰 ✈️ 🚗 🚲 🏠 🏢 🚀 🔧 🔑'),
  },
];
