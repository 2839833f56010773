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
  readonly brand: BrandView | null;
};

/** The operator's logo and colours. They stand on each other and nowhere else. */
export type BrandView = {
  readonly name: string;
  /** `#rrggbb`, as `ink`. */
  readonly ground: string;
  readonly ink: string;
  /** Address beside the page, as `font`. */
  readonly logo: string;
  readonly font: string | null;
};
