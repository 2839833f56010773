import type { Language } from './languages.ts';

/** Words to look for an answer by, touched whole where a language has more signs than a keyboard has keys. */
export const searchWords: Partial<Record<Language, readonly string[]>> = {
  'zh-CN': [
    ...['付款', '银行卡', '退款', '收据', '价格'],
    ...['插枪', '拔枪', '转接头', '解锁', '结冰'],
    ...['开始', '停止', '速度', '占位', '故障'],
    ...['密码', '会员', '电表', '隐私'],
  ],
  ja: [
    ...['支払い', '充電カード', '返金', '領収書', '料金'],
    ...['差し込む', '抜けない', 'アダプター', 'ロック', '順番'],
    ...['開始', '停止', '遅い', '駐車', '故障'],
    ...['暗証番号', '使い方', 'メーター', '個人情報'],
  ],
};
