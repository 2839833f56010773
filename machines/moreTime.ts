/** How often a driver may make one wait longer, each time by its whole span (WCAG 2.2, 2.2.1: ten times). */
export const MOST_EXTENSIONS = 10;

/** How many times longer every wait is for a driver who asked for more time once and for all. */
export const UNHURRIED_TIMES = 3;
