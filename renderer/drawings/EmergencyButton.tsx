/** The red mushroom on its yellow ground, pressed. */
export function EmergencyButton() {
  return (
    <svg className="drawing emergency-button" viewBox="0 0 160 160" aria-hidden="true">
      <circle className="ground-plate" cx="80" cy="80" r="70" />
      <circle className="mushroom" cx="80" cy="80" r="44" />
      <path className="turn" d="M58 66a26 26 0 0 1 42-4m2-12v13H89M102 94a26 26 0 0 1-42 4m-2 12V97h13" />
    </svg>
  );
}
