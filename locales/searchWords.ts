import type { Language } from './languages.ts';

/** Words to look for an answer by, touched whole where a language has more signs than a keyboard has keys. */
export const searchWords: Partial<Record<Language, readonly string[]>> = {
  'zh-CN': [
    ...['付款', '银行卡', '充电卡', '冻结', '退款'],
    ...['价格', '收据', '开始', '停止', '速度'],
    ...['插不紧', '拔不出', '转接头', '故障', '占位费'],
    ...['排队', '密码', '电表', '隐私'],
  ],
  ja: [
    ...['支払い', '充電カード', '仮押さえ', '返金', '領収書'],
    ...['料金', '開始', '停止', '遅い', '放置'],
    ...['差し込めない', '抜けない', 'アダプター', '故障', '使用中'],
    ...['暗証番号', '使い方', 'メーター', '個人情報'],
  ],
};
