/** `npm run conformance -- zvt FILE | everest DIR | ocmf FILE | tariffs FILE`: holds our code against test data kept outside the project. */
const [what, ...rest] = process.argv.slice(2);
if (what === 'zvt' || what === 'everest' || what === 'ocmf' || what === 'tariffs') {
  process.argv.splice(2, process.argv.length - 2, ...rest);
  await import(`./${what}.ts`);
} else {
  console.log('usage: npm run conformance -- zvt FILE | everest DIR | ocmf FILE | tariffs FILE');
  process.exitCode = 1;
}
