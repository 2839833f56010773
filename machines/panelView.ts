/** The glass the screen is drawn on, and how it is lit at this moment. */
export type PanelView = {
  /** Of the picture: the page knows its pixels, and so how many make a millimetre. */
  readonly diagonalInches: number;
  /** Height of the picture's lower edge above the ground. */
  readonly lowerEdgeMm: number;
  /** `system`: as the machine's own setting says. */
  readonly theme: 'day' | 'night' | 'system';
  /** 100: as bright as the panel is. */
  readonly brightnessPercent: number;
  /** Nobody has been here for a while: the screen rests, and the first touch only wakes it. */
  readonly resting: boolean;
};
