/** What a field is for and, beside it so that nothing moves, why what stands in it is not taken. */
export function FieldHead({ id, label, why }: { id: string; label: string; why: string | null }) {
  return (
    <div className="field-head">
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-why`} className="refused-value" role="alert">
        {why}
      </p>
    </div>
  );
}
