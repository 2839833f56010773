import { expect, it } from 'vitest';
import { listed, sentences } from './sentences.ts';

it('sets sentences apart by a blank', () => {
  expect(sentences('The cable was unplugged.', 'Please come again.')).toBe(
    'The cable was unplugged. Please come again.',
  );
  expect(sentences('تم فصل الكابل.', 'شكرًا!')).toBe('تم فصل الكابل. شكرًا!');
});

it('puts none behind the wide full stops of Chinese and Japanese', () => {
  expect(sentences('充电枪已拔出。', '请重试！', '还在吗？', '谢谢。')).toBe('充电枪已拔出。请重试！还在吗？谢谢。');
  expect(sentences('ケーブルが抜かれました', 'VISA')).toBe('ケーブルが抜かれました VISA');
});

it('leaves out what there is none of', () => {
  expect(sentences(null, 'One.', false, '', 'Two.')).toBe('One. Two.');
  expect(sentences(null, false)).toBe('');
});

it.each([
  ['de-DE', 'a, b, c'],
  ['ar-u-hc-h23-nu-latn', 'a، b، c'],
  ['he', 'a, b, c'],
  ['zh-CN', 'a，b，c'],
  ['ja', 'a、b、c'],
])('lists with the comma of the script: %s', (tag, list) => {
  expect(listed(tag, ['a', 'b', 'c'])).toBe(list);
});
